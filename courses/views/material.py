"""The material of courses and its translations, for the Secretariat and those who check."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import Standing, only_for, secretariat_only
from accounts.http import Request
from accounts.steps import NotNowError
from courses import languages, rules, services
from courses.enums import Given, TranslationDeed, TranslationState
from courses.forms.material import (
    AddMaterialForm,
    BeginTranslationForm,
    ChangeMaterialForm,
    HandInForm,
    RenewMaterialForm,
    SendBackForm,
)
from courses.models import Course, Material, Translation
from courses.models.material import SOURCE, TRANSLATED
from courses.services.materials import party
from documents import names, serving
from documents.models import Version
from interface.marks import Pill

TONES = {
    TranslationState.NONE: Pill(TranslationState.NONE.label, ""),
    TranslationState.UNDER_WAY: Pill(TranslationState.UNDER_WAY.label, "info", "pen"),
    TranslationState.TO_CHECK: Pill(gettext_lazy("To be checked"), "warn", "hourglass"),
    TranslationState.PUBLISHED: Pill(TranslationState.PUBLISHED.label, "ok"),
}
FORMS = {TranslationDeed.HAND_IN: HandInForm, TranslationDeed.SEND_BACK: SendBackForm}


def _knows(standing: Standing) -> bool:
    """Return whether the person sees material: the Secretariat, and who speaks for a state."""
    return standing.is_secretariat or bool(standing.member_states)


for_those_who_check = only_for(_knows)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_check
def materials(request: Request, slug: str) -> HttpResponse:
    """List what is handed out in a course and how far each language is; take more of it."""
    course = get_object_or_404(Course, slug=slug)
    decides = request.standing.is_secretariat
    asked = request.method == "POST"
    if asked and not decides:
        raise Http404
    form = AddMaterialForm(request.POST if asked else None, request.FILES if asked else None)
    if form.is_valid():
        made = services.add_material(
            course, by=request.standing, at=request.at, **form.cleaned_data
        )
        messages.success(request, _("Added: %(title)s") % {"title": made.title})
        return redirect("courses:materials", slug)
    rows = course.materials.prefetch_related("translations")
    if not decides:
        rows = rows.filter(archived_at=None)
    context = {
        "course": course,
        "decides": decides,
        "form": form,
        "rows": [(one, Given(one.given).label, _lines(one)) for one in rows],
    }
    return render(request, "courses/materials.html", context, status=422 if asked else 200)


def _lines(material: Material) -> list[dict[str, object]]:
    """Return the translations of a material, each with its language and how far it is."""
    return [
        {
            "translation": one,
            "language": languages.name(one.language),
            "pill": TONES[TranslationState(one.state)],
            "is_behind": rules.is_behind(translates=one.translates, source=material.number),
        }
        for one in material.translations.all()
    ]


def _material(key: UUID) -> Material:
    return get_object_or_404(Material.objects.select_related("course"), key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_check
def material(request: Request, key: UUID) -> HttpResponse:
    """Show one material with its versions and translations; the Secretariat changes it."""
    shown = _material(key)
    asked = request.method == "POST"
    if asked and not request.standing.is_secretariat:
        raise Http404
    form = ChangeMaterialForm(request.POST if asked else None, material=shown)
    if form.is_valid():
        try:
            services.change_material(shown, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            theirs = form.stored(cast("Material", stale.theirs))
            return versions.conflict(request, form, theirs=theirs, address=request.path)
        messages.success(request, _("Saved."))
        return redirect(shown)
    return _page(request, shown, form=form)


def _page(
    request: Request,
    shown: Material,
    *,
    form: ChangeMaterialForm | None = None,
    renewing: RenewMaterialForm | None = None,
    beginning: BeginTranslationForm | None = None,
) -> HttpResponse:
    forms = {
        "form": form or ChangeMaterialForm(material=shown),
        "renewing": renewing or RenewMaterialForm(),
        "beginning": beginning or BeginTranslationForm(material=shown, standing=request.standing),
    }
    files = Version.objects.filter(
        document__label=SOURCE, document__owner_key=str(shown.key)
    ).select_related("added_by")
    context = {
        "material": shown,
        "course": shown.course,
        "decides": request.standing.is_secretariat,
        "given": Given(shown.given).label,
        "lines": _lines(shown),
        "files": [(one, names.extension(one.name).upper()) for one in files.order_by("-number")],
        **forms,
    }
    status = 422 if any(one.is_bound for one in forms.values()) else 200
    return render(request, "courses/material.html", context, status=status)


@require_POST
@secretariat_only
def renew(request: Request, key: UUID) -> HttpResponse:
    """Put a newer English file on top."""
    shown = _material(key)
    form = RenewMaterialForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, shown, renewing=form)
    services.renew_material(shown, by=request.standing, at=request.at, **form.cleaned_data)
    messages.success(request, _("The newer file stands on top."))
    return redirect(shown)


@require_POST
@secretariat_only
def archive(request: Request, key: UUID) -> HttpResponse:
    """Hand a material out no longer, or again."""
    shown = _material(key)
    services.set_archived(
        shown, archived="archive" in request.POST, by=request.standing, at=request.at
    )
    return redirect(shown)


@require_POST
@for_those_who_check
def begin(request: Request, key: UUID) -> HttpResponse:
    """Begin a translation."""
    shown = _material(key)
    form = BeginTranslationForm(request.POST, material=shown, standing=request.standing)
    if not form.is_valid():
        return _page(request, shown, beginning=form)
    made = services.begin_translation(
        shown, by=request.standing, at=request.at, **form.cleaned_data
    )
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_check
def translation(request: Request, key: UUID) -> HttpResponse:
    """Show how far a translation is, and take the next step with it."""
    rows = Translation.objects.select_related("material__course", "checker", "checked_by")
    shown = get_object_or_404(rows, key=key)
    possible = _possible(shown, request.standing)
    asked = request.POST.get("deed", "") if request.method == "POST" else ""
    if request.method == "POST" and asked not in TranslationDeed:
        raise Http404
    forms = {
        deed: form(request.POST, request.FILES) if asked == deed else form()
        for deed, form in FORMS.items()
    }
    form = forms.get(TranslationDeed(asked)) if asked else None
    if asked and (form is None or form.is_valid()):
        _do(request, shown, asked, form.cleaned_data if form else {})
        return redirect(shown)
    context = {
        "translation": shown,
        "material": shown.material,
        "course": shown.material.course,
        "written_in": languages.name(shown.language),
        "pill": TONES[TranslationState(shown.state)],
        "possible": possible,
        "handing": forms[TranslationDeed.HAND_IN],
        "sending": forms[TranslationDeed.SEND_BACK],
        "file": _newest(TRANSLATED, shown.key),
    }
    return render(request, "courses/translation.html", context, status=422 if asked else 200)


def _possible(shown: Translation, standing: Standing) -> list[str]:
    """Return what the person may do with a translation now."""
    acting = party(shown, standing)
    return [
        str(deed)
        for deed, step in rules.TRANSLATION[shown.state].items()
        if acting in step.by and (deed != TranslationDeed.BEGIN_ANEW or shown.is_behind)
    ]


def _do(request: Request, shown: Translation, deed: str, said: dict[str, object]) -> None:
    deeds = {
        TranslationDeed.HAND_IN: services.hand_in,
        TranslationDeed.SEND_BACK: services.send_back,
        TranslationDeed.PUBLISH: services.publish,
        TranslationDeed.BEGIN_ANEW: services.begin_anew,
    }
    done = deeds.get(TranslationDeed(deed))
    if done is None:
        raise Http404
    try:
        done(shown, by=request.standing, at=request.at, **said)  # type: ignore[operator]
    except services.NotYoursError as error:
        raise Http404 from error
    except NotNowError:
        messages.warning(request, _("Somebody was quicker: this is how it stands now."))
    else:
        messages.success(request, _("Saved."))


@require_safe
@for_those_who_check
def source_file(request: Request, key: UUID) -> HttpResponseBase:
    """Give out the English file of a material."""
    return _file(request, SOURCE, _material(key).key)


@require_safe
@for_those_who_check
def translation_file(request: Request, key: UUID) -> HttpResponseBase:
    """Give out the file of a translation, checked or not."""
    return _file(request, TRANSLATED, get_object_or_404(Translation, key=key).key)


def _newest(label: str, key: UUID) -> Version | None:
    rows = Version.objects.newest().filter(document__label=label, document__owner_key=str(key))
    return rows.first()


def _file(request: Request, label: str, key: UUID) -> HttpResponseBase:
    found = _newest(label, key)
    if found is None:
        raise Http404
    return serving.answer(found, request)
