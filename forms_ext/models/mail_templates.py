"""The editors' own words in mail: for each letter and language a subject and an opening."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin

from forms_ext.markup import visible_html
from forms_ext.schema.letters import LETTERS, VARIABLES, Letter, in_html, letter_for, put_in, unknown_variables
from forms_ext.schema.plain import plain_text
from forms_ext.schema.samples import sample

REWORDED = [(letter.key, letter.label) for letter in LETTERS.values() if not letter.to_office]
HTML, TEXT = "", "text"


@dataclass(frozen=True)
class Wording:
    """Subject and opening of one message, ready to be sent. Empty parts leave the shipped ones in place."""

    subject: str = ""
    text: str = ""
    html: str = ""


def letter_choices():
    """Return the letters that an editor may reword; a function, so that a new letter needs no migration."""
    return REWORDED


class MailTemplateQuerySet(models.QuerySet):
    """The editors' words as mail looks for them."""

    def published(self, key: str, language: str):
        """Return the published words for a letter in a language, or None."""
        return self.filter(letter=key, locale__language_code=language, live=True).order_by("pk").first()


class MailTemplate(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """What one letter says first, in one language. Reference, links, places and consents stand below it in any case."""

    letter = models.CharField(_("letter"), max_length=32, choices=letter_choices)
    subject = models.CharField(_("subject"), max_length=160, blank=True, help_text=_("Empty: the shipped one."))
    body = RichTextField(
        _("opening"),
        features=["bold", "italic", "link", "ol", "ul"],
        help_text=_("In place of the shipped first sentences. Reference, links, places and consents follow in any case."),
    )

    objects = MailTemplateQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("wording of a mail")
        verbose_name_plural = _("wordings of mail")
        ordering = ["letter", "locale"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "locale"],
                name="one_wording_per_letter_and_language",
                violation_error_message=_("This letter has a wording in this language already. Change that one."),
            )
        ]

    def __str__(self):
        letter = LETTERS.get(self.letter)
        return str(letter.label) if letter else self.letter

    def clean(self):
        super().clean()
        allowed = letter_for(self.letter).allowed if self.letter in LETTERS else tuple(VARIABLES)
        errors = {}
        for name, text in (("subject", self.subject), ("body", self.body)):
            if unknown := unknown_variables(text, allowed):
                sentence = gettext("%(wrong)s cannot be filled in here. You may write: %(allowed)s.")
                words = {"wrong": ", ".join(unknown), "allowed": ", ".join(f"{{{variable}}}" for variable in allowed)}
                errors[name] = sentence % words
        if errors:
            raise ValidationError(errors)

    def wording(self, values: dict[str, str]) -> Wording:
        """Return subject and opening with ``values`` put in. What is put in is text and nothing else.

        :param values: what stands for each variable.
        """
        html = visible_html(self.body)
        return Wording(
            subject=" ".join(put_in(self.subject, values).split()),
            text=put_in(plain_text(html), values),
            html=mark_safe(put_in(html, values, in_html)),  # noqa: S308 -- cleaned by ``visible_html``; values are escaped
        )

    # Previews

    @property
    def preview_modes(self):
        return [(HTML, _("As HTML")), (TEXT, _("As plain text"))]

    @property
    def sample_letter(self) -> Letter:
        """Return the letter, or any one while none is chosen."""
        return LETTERS.get(self.letter) or next(iter(LETTERS.values()))

    def serve_preview(self, request, mode_name):
        response = super().serve_preview(request, mode_name)
        # Mail programs know no style sheets: the styles stand in the mail itself, and only staff see it here.
        response._csp_update = {"style-src": ["'unsafe-inline'"]}  # noqa: SLF001 -- as the decorator of django-csp does
        return response

    def get_preview_template(self, request, mode_name):
        return "forms_ext/emails/preview_text.html" if mode_name == TEXT else f"forms_ext/emails/{self.sample_letter.kind}.html"

    def get_preview_context(self, request, mode_name):
        # Before the first draft is saved the editor has not given it a language yet.
        letter, language = self.sample_letter, self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE
        translation.activate(language)  # the whole answer is in the language of the letter; this request is nothing else
        made = sample(letter, language)
        wording = self.wording(made["values"])
        context = {**made, "wording": wording, "subject": wording.subject or made["subject"]}
        if mode_name == TEXT:
            context["text"] = render_to_string(f"forms_ext/emails/{letter.kind}.txt", context)
        return {**super().get_preview_context(request, mode_name), **context}


def variables_help() -> SafeString:
    """Return the list of variables for the editor, with the letters that know each."""
    everywhere = [(f"{{{name}}}", VARIABLES[name], "") for name in LETTERS["receipt:confirmed"].allowed]
    own = [
        (f"{{{name}}}", VARIABLES[name], ", ".join(str(letter.label) for letter in LETTERS.values() if name in letter.variables))
        for name in VARIABLES
        if any(name in letter.variables for letter in LETTERS.values())
    ]
    rows = format_html_join("", "<li><code>{}</code> {}</li>", ((name, text) for name, text, _letters in everywhere))
    more = format_html_join("", "<li><code>{}</code> {} <small>({})</small></li>", own)
    return format_html("<p>{}</p><ul>{}{}</ul>", gettext("You may write these; they are filled in for each message:"), rows, more)


class VariablesPanel(HelpPanel):
    """The variables, in the language of the editor."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel for one request."""

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.content = variables_help()


MailTemplate.panels = [
    FieldPanel("letter"),
    FieldPanel("subject"),
    FieldPanel("body"),
    VariablesPanel(heading=_("Filled in for each message")),
]
