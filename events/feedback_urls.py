"""The addresses of what people say of events."""

from django.urls import URLPattern, URLResolver, path

from events.views import feedback, feedback_form, feedback_means, feedback_opening

of_feedback: list[URLPattern | URLResolver] = [
    path("", feedback.of_event, name="event_feedback"),
    path("means/", feedback_means.means, name="feedback_means"),
    path("begin/", feedback_form.begin, name="begin_feedback"),
    path("others/", feedback_form.take_over, name="take_feedback_over"),
    path("words/", feedback_form.words, name="feedback_words"),
    path("preview/", feedback.preview, name="feedback_preview"),
    path("results.xlsx", feedback.results_file, {"form": "xlsx"}, name="feedback_xlsx"),
    path("results.csv", feedback.results_file, {"form": "csv"}, name="feedback_csv"),
    path("open/", feedback_opening.open_, name="open_feedback"),
    path("longer/", feedback_opening.extend, name="extend_feedback"),
    path("close/", feedback_opening.close, name="close_feedback"),
    path("take-back/", feedback_opening.take_back, name="take_feedback_back"),
    path("reopen/", feedback_opening.reopen, name="reopen_feedback"),
    path("new/<slug:type_>/", feedback_form.add_item, name="add_feedback_item"),
    path("questions/<slug:key>/", feedback_form.item, name="feedback_item"),
    path("questions/<slug:key>/move/", feedback_form.move_item, name="move_feedback_item"),
    path("questions/<slug:key>/remove/", feedback_form.remove_item, name="remove_feedback_item"),
]
