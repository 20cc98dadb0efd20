"""Addresses of the pages that read across everything."""

from django.urls import path

from desk.views import home, journal, letters, placing, presidency, privacy, search, task

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.page, name="search"),
    path("letters/", letters.outbox, name="letters"),
    path("letters/<uuid:uid>/", letters.letter, name="letter"),
    path("letters/<uuid:uid>/resend/", letters.resend, name="resend"),
    path("letters/<uuid:uid>/dismiss/", letters.dismiss, name="dismiss"),
    path("my/letters/", letters.own_letters, name="my_letters"),
    path("my/letters/<uuid:uid>/", letters.own_letter, name="my_letter"),
    path("journal/", journal.page, name="journal"),
    path("journal/entries.xlsx", journal.xlsx, name="journal_xlsx"),
    path("journal/entries.csv", journal.csv, name="journal_csv"),
    path("my/journal/", journal.own, name="my_entries"),
    path("my/data.json", privacy.own_data, name="my_data"),
    path("privacy/person/", privacy.person, name="person"),
    path("privacy/person/data/", privacy.data, name="person_data"),
    path("privacy/person/erase/", privacy.erase, name="erase_person"),
    path("presidency/", presidency.own, name="presidency"),
    path("presidency/<str:starts>/", presidency.term, name="term"),
    path("presidency/<str:starts>/team/", presidency.ask, name="ask_for_member"),
    path("suggestions/one/<uuid:key>/agenda/", placing.place, name="place"),
    path("programme/tasks/<str:code>/", task.page, name="task"),
]
