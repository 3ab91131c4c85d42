"""What becomes of every column of declarations; see :mod:`forms_ext.retention`."""

from forms_ext.retention import Rules, kept, plain

RULES = {
    "DeclarationPage": Rules(
        plain(
            "page_ptr short_title subtitle code kind status status_note superseded_by adopted_on adopted_until place event authentic_language "
            "translation_of number_style licence doi source_document endorsement_mode organisers body change_class"
        )
    ),
    "DeclarationIndexPage": Rules(plain("page_ptr intro")),
    "TextVersion": Rules(plain("id declaration_key language number page_id change_class translates text sha256 chain published_at")),
    "TextImport": Rules(
        {
            **plain("id parent page flags conserved changed_at"),
            **kept("an editor’s unfinished import; deleted with its draft, else after 14 days", "user name source beginning present steps"),
        },
        what="a text that an editor is taking apart",
    ),
    "Provision": Rules(plain("id declaration_key uid short_id public")),
    "ProvisionText": Rules(plain("id provision version place number heading html plain")),
}
