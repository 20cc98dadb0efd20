"""Addresses of people: signing in (what of allauth is closed or ours), the own account."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import include, path

from accounts.views import (
    bodies,
    days,
    mandates,
    network,
    people,
    privacy,
    profile,
    rights,
    security,
    sign_in,
)

app_name = "accounts"

closed = [
    path("email/", sign_in.closed),
    path("confirm-email/", sign_in.closed),
    path("confirm-email/<key>/", sign_in.closed),
    path("3rdparty/", sign_in.closed),
    path("3rdparty/signup/", sign_in.closed),
    path("social/signup/", sign_in.closed),
    path("social/connections/", sign_in.closed),
    path("3rdparty/login/error/", sign_in.closed),
    path("social/login/error/", sign_in.closed),
    path("social/login/cancelled/", sign_in.closed),
]

urlpatterns = [
    path("accounts/", include(closed)),
    path("accounts/", security.to_security),
    path("accounts/2fa/", security.to_security, name="second_factor"),
    path("accounts/2fa/webauthn/", security.to_security, name="passkeys"),
    path("accounts/login/code/", sign_in.request_code),
    path("accounts/login/restart/", sign_in.restart, name="restart"),
    path("accounts/again/", sign_in.again, name="again"),
    path(
        "accounts/oidc/<provider_id>/login/",
        sign_in.other_house,
        {"view": openid_connect.login},
        name="other_house",
    ),
    path(
        "accounts/oidc/<provider_id>/login/callback/",
        sign_in.other_house,
        {"view": openid_connect.callback},
        name="back_from_other_house",
    ),
    path("accounts/profile/", profile.profile, name="profile"),
    path("accounts/sessions/", security.sessions, name="sessions"),
    path("accounts/security/", security.security, name="security"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/publish/", privacy.publish_notice, name="publish_notice"),
    path("privacy/<str:version>/", privacy.privacy, name="privacy_version"),
    path("network/", network.network, name="network"),
    path("people/", people.people, name="people"),
    path("people/people.xlsx", people.people_xlsx, name="people_xlsx"),
    path("people/people.csv", people.people_csv, name="people_csv"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<uuid:key>/", people.person, name="person"),
    path("people/<uuid:key>/change/", people.change_person, name="change_person"),
    path("people/<uuid:key>/close/", people.close_account, name="close_account"),
    path("people/<uuid:key>/reopen/", people.reopen_account, name="reopen_account"),
    path("people/<uuid:key>/mandates/give/", mandates.give_mandate, name="give_mandate"),
    path("people/<uuid:key>/mandates/<int:pk>/", mandates.change_mandate, name="change_mandate"),
    path("people/<uuid:key>/mandates/<int:pk>/end/", mandates.end_mandate, name="end_mandate"),
    path("organisations/", bodies.organisations, name="organisations"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<slug:code>/", bodies.body, name="body"),
    path("bodies/<slug:code>/change/", bodies.change_body, name="change_body"),
    path("bodies/<slug:code>/seats/give/", bodies.give_seat, name="give_seat"),
    path("bodies/<slug:code>/seats/<int:pk>/", bodies.change_seat, name="change_seat"),
    path("terms/", days.terms, name="terms"),
    path("terms/add/", days.add_term, name="add_term"),
    path("terms/<int:pk>/", days.change_term, name="change_term"),
    path("holidays/", days.holidays, name="holidays"),
    path("holidays/add/", days.add_holiday, name="add_holiday"),
    path("holidays/<int:pk>/", days.change_holiday, name="change_holiday"),
    path("holidays/<int:pk>/remove/", days.remove_holiday, name="remove_holiday"),
    path("rights/", rights.rights, name="rights"),
    path("rights/<uuid:key>/", rights.change_rights, name="change_rights"),
]
