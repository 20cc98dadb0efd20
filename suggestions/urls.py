"""The addresses of suggestions."""

from django.urls import include, path

from suggestions.views import answering, calls, deciding, drafting

app_name = "suggestions"
of_call = [
    path("", calls.call, name="call"),
    path("edit/", calls.edit, name="edit"),
    path("send/", calls.send_out, name="send_out"),
    path("discard/", calls.discard, name="discard"),
    path("extend/", calls.extend, name="extend"),
    path("remind/", calls.remind, name="remind"),
    path("reminding/", calls.reminding, name="reminding"),
    path("letters/send/", calls.tell, name="tell"),
    path("letters/<uuid:batch>/stop/", calls.stop_letters, name="stop_letters"),
    path("publish/", calls.publish, name="publish"),
    path("suggestions.xlsx", calls.exported, name="xlsx"),
    path("suggest/", drafting.suggest, name="suggest"),
    path("none/", answering.none, name="none"),
    path("not-none/", answering.not_none, name="not_none"),
    path("enter/", answering.enter, name="enter"),
    path("enter/none/", answering.enter_none, name="enter_none"),
]
of_suggestion = [
    path("", answering.one, name="one"),
    path("draft/", drafting.draft, name="draft"),
    path("change/", answering.change, name="change"),
    path("take-back/", answering.take_back, name="take_back"),
    path("files/add/", answering.attach, name="attach"),
    path("files/<uuid:document>/", answering.attached, name="attached"),
    path("files/<uuid:document>/remove/", answering.detach, name="detach"),
    path("decide/", deciding.decide, name="decide"),
    path("became/", deciding.link, name="link"),
]
urlpatterns = [
    path("suggestions/", calls.calls, name="calls"),
    path("suggestions/new/", calls.new, name="new"),
    path("suggestions/<uuid:key>/", include(of_call)),
    path("suggestions/one/<uuid:key>/", include(of_suggestion)),
]
