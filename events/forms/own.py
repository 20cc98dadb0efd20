"""Whose links are wanted again."""

from django import forms

from accounts.forms.fields import AddressField


class AddressForm(forms.Form):
    """A mail address."""

    email = AddressField()
