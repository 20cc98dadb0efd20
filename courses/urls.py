"""The addresses of courses."""

from django.urls import path

from courses.views import catalogue, editing, material, matrix

app_name = "courses"
urlpatterns = [
    path("trainings/", catalogue.catalogue, name="catalogue"),
    path("trainings/courses/new/", editing.add, name="add"),
    path("trainings/material/", matrix.matrix, name="matrix"),
    path("trainings/material/<uuid:key>/", material.material, name="material"),
    path("trainings/material/<uuid:key>/renew/", material.renew, name="renew_material"),
    path("trainings/material/<uuid:key>/archive/", material.archive, name="archive_material"),
    path("trainings/material/<uuid:key>/translate/", material.begin, name="begin_translation"),
    path("trainings/material/<uuid:key>/file/", material.source_file, name="material_file"),
    path("trainings/translations/<uuid:key>/", material.translation, name="translation"),
    path(
        "trainings/translations/<uuid:key>/file/",
        material.translation_file,
        name="translation_file",
    ),
    path("trainings/<slug:slug>/edit/", editing.edit, name="edit"),
    path("trainings/<slug:slug>/edit/checklist/", editing.tasks, name="edit_tasks"),
    path(
        "trainings/<slug:slug>/edit/questions/<slug:which>/",
        editing.questions,
        name="edit_questions",
    ),
    path("trainings/<slug:slug>/material/", material.materials, name="materials"),
    path("trainings/<slug:slug>/", catalogue.course, name="course"),
]
