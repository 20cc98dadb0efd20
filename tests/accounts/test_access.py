"""What a person may do follows from mandates at one moment."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from accounts import access
from accounts.enums import Role
from accounts.models import User
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
    UserFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
TODAY = AT.date()
SECRET = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


def standing_of(user: User) -> access.Standing:
    return access.standing(User.objects.get(pk=user.pk), AT)


def test_rights_of_ones_own_and_of_ones_groups_are_asked_for_in_one_query():
    mine, ours = Permission.objects.select_related("content_type").order_by("pk")[:2]
    user, group = UserFactory(), Group.objects.create(name="Readers")
    user.user_permissions.add(mine)
    user.groups.add(group)
    group.permissions.add(ours)
    by = standing_of(user)

    def said():
        rights = [f"{one.content_type.app_label}.{one.codename}" for one in (mine, ours)]
        return [by.may(right) for right in [*rights, "accounts.nothing"]]

    assert counted(said) == 1
    assert said() == [True, True, False]


def test_nobody_and_a_closed_account_have_no_standing():
    closed = UserFactory(is_active=False, closed_at=AT)

    for nobody in [None, AnonymousUser(), closed]:
        standing = access.standing(nobody, AT)
        assert (standing.user, standing.is_signed_in, standing.actor) == (None, False, "")
        assert (standing.is_network, standing.acting_for) == (False, "")


def test_an_account_alone_gives_no_right():
    user = UserFactory()

    standing = standing_of(user)

    assert (standing.is_signed_in, standing.is_network) == (True, False)
    assert standing.actor == str(user.key)
    assert (standing.bodies, standing.voting_bodies) == (frozenset(), frozenset())
    assert not standing.only_observes


def test_a_national_representative_speaks_for_the_state_and_sits_where_it_sits():
    latvia = MemberStateFactory(code="LV")
    board, excom = BodyFactory(code="BOARD"), BodyFactory(code="EXCOM")
    SeatFactory(body=board, member_state=latvia)
    user = MandateFactory(role=Role.NR, member_state=latvia).user

    standing = standing_of(user)

    assert standing.member_states == {"LV"}
    assert (standing.bodies, standing.voting_bodies) == ({"BOARD"}, {"BOARD"})
    assert excom.pk not in standing.bodies
    assert not standing.only_observes
    assert standing.acting_for == "LV"


def test_the_state_in_the_chair_sits_in_every_body_it_chairs():
    ireland = MemberStateFactory(code="IE")
    BodyFactory(code="EXCOM", chaired_by_presidency=True)
    BodyFactory(code="ADVISORY", chaired_by_presidency=False)
    PresidencyTermFactory(
        member_state=ireland, starts=dt.date(2026, 7, 1), ends=dt.date(2026, 12, 31)
    )
    team = MandateFactory(role=Role.PRESIDENCY, member_state=ireland).user

    standing = standing_of(team)

    assert (standing.presidency, standing.member_states) == ({"IE"}, frozenset())
    assert (standing.bodies, standing.voting_bodies) == ({"EXCOM"}, {"EXCOM"})


def test_an_observer_sits_for_the_organisation():
    commission = OrganisationFactory(name="European Commission")
    SeatFactory(
        body=BodyFactory(code="BOARD"), member_state=None, organisation=commission, votes=False
    )
    user = MandateFactory(role=Role.OBSERVER, member_state=None, organisation=commission).user

    standing = standing_of(user)

    assert standing.organisations == {commission.pk}
    assert (standing.bodies, standing.voting_bodies) == ({"BOARD"}, frozenset())
    assert standing.only_observes
    assert standing.acting_for == "European Commission"


@pytest.mark.parametrize(
    ("period", "valid"),
    [
        pytest.param({"starts": TODAY, "ends": TODAY}, True, id="today only"),
        pytest.param({"starts": TODAY + dt.timedelta(days=1)}, False, id="from tomorrow"),
        pytest.param(
            {"starts": TODAY - dt.timedelta(days=9), "ends": TODAY - dt.timedelta(days=1)},
            False,
            id="until yesterday",
        ),
        pytest.param({"starts": TODAY, "ended_at": AT}, False, id="ended this minute"),
        pytest.param(
            {"starts": TODAY, "ended_at": AT + dt.timedelta(minutes=1)}, True, id="ends in a minute"
        ),
    ],
)
def test_rights_test_the_moment(period, valid):
    mandate = MandateFactory(role=Role.NR, **period)

    assert standing_of(mandate.user).is_network is valid
    assert mandate.holds_on(TODAY, at=AT) is valid


@pytest.mark.parametrize(
    ("role", "word"), [(Role.SECRETARIAT, "Secretariat"), (Role.ADMINISTRATOR, "Administrator")]
)
def test_the_secretariat_and_administrators_act_for_the_network(role, word):
    user = MandateFactory(role=role, member_state=None).user

    standing = standing_of(user)

    assert standing.acting_for == word
    assert (standing.is_secretariat, standing.is_administrator) == (
        role == Role.SECRETARIAT,
        role == Role.ADMINISTRATOR,
    )


@pytest.mark.parametrize(
    ("guard", "roles"),
    [
        (access.secretariat_only, {Role.SECRETARIAT}),
        (access.administrator_only, {Role.ADMINISTRATOR}),
        (access.secretariat_or_administrator, {Role.SECRETARIAT, Role.ADMINISTRATOR}),
        (access.network_only, {Role.SECRETARIAT, Role.ADMINISTRATOR, Role.NR}),
    ],
    ids=["Secretariat", "administrator", "either", "Network"],
)
def test_to_others_a_guarded_page_does_not_exist(guard, roles):
    page = guard(lambda _request: HttpResponse("in"))
    people = {
        role: MandateFactory(role=role, **({} if role == Role.NR else {"member_state": None})).user
        for role in [Role.SECRETARIAT, Role.ADMINISTRATOR, Role.NR]
    } | {None: UserFactory()}

    let_in = set()
    for role, user in people.items():
        request = RequestFactory().get("/")
        request.standing = standing_of(user)
        try:
            page(request)
        except Http404:
            continue
        let_in.add(role)

    assert let_in == roles


def test_a_token_page_tells_no_other_site_and_is_not_kept():
    page = access.token_page(lambda _request: HttpResponse("secret"))

    response = page(RequestFactory().get("/"))

    assert {name: response[name] for name in SECRET} == SECRET
    assert page.login_required is False


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize(
    "address",
    [
        "/registrations/c2VjcmV0/",
        "/registrations/c2VjcmV0/nonsense/",
        "/invitations/c2VjcmV0/",
        "/calendar/c2VjcmV0.ics",
    ],
)
def test_a_secret_address_leads_nowhere_else_and_is_kept_secret(address, signed_in, client):
    if signed_in:
        client.force_login(UserFactory())

    response = client.get(address)

    assert (response.status_code, response.get("Location")) == (404, None)
    assert {name: response[name] for name in SECRET} == SECRET


def test_a_form_refused_at_a_secret_address_is_kept_secret():
    response = Client(enforce_csrf_checks=True).post("/registrations/c2VjcmV0/withdraw/")

    assert response.status_code == 403
    assert {name: response[name] for name in SECRET} == SECRET


def test_any_other_unknown_address_leads_a_visitor_to_the_sign_in_page(client):
    response = client.get("/nonsense/?a=1")

    assert response["Location"] == "/accounts/login/?next=/nonsense/%3Fa%3D1"
    assert response.get("X-Robots-Tag") is None
