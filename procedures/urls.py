"""The addresses of written procedures."""

from django.urls import include, path

from procedures.views import (
    converting,
    drafting,
    evidence,
    listing,
    mailed,
    minutes,
    procedure,
    replies,
    rules,
    steering,
)

app_name = "procedures"
one = [
    path("", procedure.procedure, name="procedure"),
    path("papers/<int:order>/", procedure.paper, name="paper"),
    path("record.json", procedure.record, name="record"),
    path("note.pdf", procedure.outcome_note, name="note"),
    path("reply/<str:code>/", replies.reply, name="reply"),
    path("reply/<str:code>/draft/", replies.draft, name="draft"),
    path("object/<str:code>/", replies.object_to, name="object"),
    path("amend/<str:code>/", replies.amend, name="amend"),
    path("edit/", drafting.edit, name="edit"),
    path("edit/papers/", drafting.add_papers, name="add_papers"),
    path("edit/papers/<uuid:key>/remove/", drafting.remove_paper, name="remove_paper"),
    path("launch/", drafting.launch, name="launch"),
    path("control/", steering.control, name="control"),
    path("remind/", steering.remind, name="remind"),
    path("reminding/", steering.reminding, name="reminding"),
    path("extend/", steering.extend, name="extend"),
    path("withdraw/", steering.withdraw, name="withdraw"),
    path("round/", steering.new_round, name="new_round"),
    path("enter/", mailed.enter_reply, name="enter_reply"),
    path("evidence/<uuid:key>/", evidence.evidence, name="evidence"),
    path("notify/", steering.notify, name="notify"),
    path("ledger/", steering.ledger, name="ledger"),
]
urlpatterns = [
    path("procedures/", listing.listing, name="list"),
    path("procedures/new/", drafting.new, name="new"),
    path("procedures/rule-in-words/", drafting.rule_in_words, name="rule_in_words"),
    path("procedures/rules/", rules.rules, name="rules"),
    path("procedures/rules/new/", rules.new_rule, name="new_rule"),
    path("procedures/rules/<uuid:key>/", rules.rule, name="rule"),
    path("procedures/rules/<uuid:key>/archive/", rules.archive, name="archive_rule"),
    path("procedures/of-item/<uuid:key>/", converting.convert, name="convert"),
    path("procedures/of-item/<uuid:key>/agreed/", converting.convert_agreed, name="convert_agreed"),
    path("procedures/of-track/<uuid:key>/", converting.convert_track, name="convert_track"),
    path("procedures/of-minutes/<uuid:key>/", minutes.convert_minutes, name="convert_minutes"),
    path("procedures/<str:reference>/", include(one)),
]
