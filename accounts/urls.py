"""Addresses of people: signing in (what of allauth is closed or ours), the own account."""

from django.urls import include, path

from accounts.views import privacy, profile, security, sign_in

app_name = "accounts"

closed = [
    path("email/", sign_in.closed),
    path("confirm-email/", sign_in.closed),
    path("confirm-email/<key>/", sign_in.closed),
    path("3rdparty/", sign_in.closed),
    path("3rdparty/signup/", sign_in.closed),
    path("social/signup/", sign_in.closed),
    path("social/connections/", sign_in.closed),
]

urlpatterns = [
    path("accounts/", include(closed)),
    path("accounts/", security.to_security),
    path("accounts/2fa/", security.to_security, name="second_factor"),
    path("accounts/2fa/webauthn/", security.to_security, name="passkeys"),
    path("accounts/login/code/", sign_in.request_code),
    path("accounts/login/restart/", sign_in.restart, name="restart"),
    path("accounts/again/", sign_in.again, name="again"),
    path("accounts/profile/", profile.profile, name="profile"),
    path("accounts/security/", security.security, name="security"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/publish/", privacy.publish_notice, name="publish_notice"),
    path("privacy/<str:version>/", privacy.privacy, name="privacy_version"),
]
