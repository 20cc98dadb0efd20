"""The addresses of the register."""

from django.urls import path

from decisions import views

app_name = "decisions"
urlpatterns = [
    path("procedures/register/", views.register, name="register"),
    path("procedures/register/decisions.xlsx", views.register_xlsx, name="register_xlsx"),
    path("procedures/register/decisions.csv", views.register_csv, name="register_csv"),
    path("procedures/register/<str:number>/visibility/", views.visibility, name="visibility"),
]
