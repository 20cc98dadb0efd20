"""The addresses of calendars."""

from django.urls import path, re_path

from calendars.views import feeds, files, months, replies

app_name = "calendars"
urlpatterns = [
    path("calendar/", months.month, name="month"),
    path("calendar/<int:year>/<int:month>/", months.month, name="month_of"),
    path("calendar/<int:year>/", months.year, name="year"),
    path("calendar/<int:year>/week/<int:week>/", months.week, name="week"),
    path("calendar/half-year/", months.half_year, name="this_half_year"),
    path("calendar/<int:year>/half/<int:half>/", months.half_year, name="half_year"),
    path("calendar/replies/", replies.replies, name="replies"),
    path("calendar/replies/<uuid:key>/", replies.handled, name="reply_handled"),
    path(
        "calendar/replies/<uuid:key>/sender/", replies.handled_all, name="replies_of_sender_handled"
    ),
    path("calendar/public.ics", files.public_feed, name="public_feed"),
    path("calendar/busy/<uuid:key>.ics", files.busy_times, name="busy_times"),
    path("calendar/<path:token>.ics", feeds.own_feed, name="own_feed"),
    path("calendar/feeds/", feeds.feeds, name="feeds"),
    path("calendar/feeds/<uuid:key>/", feeds.feed, name="feed"),
    path("calendar/feeds/<uuid:key>/address/", feeds.renew, name="renew_feed"),
    path("calendar/feeds/<uuid:key>/end/", feeds.end, name="end_feed"),
    path("events/<slug:slug>/event.ics", files.event_ics, name="event_ics"),
    # Last: what is as long as a token and opens nothing is answered as a token that opens nothing.
    re_path(r"^calendar/(?P<_token>[\w-]{16,}[\s\S]*)$", feeds.no_feed, name="no_feed"),
]
