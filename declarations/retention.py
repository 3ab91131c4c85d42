"""What becomes of every column of declarations; see :mod:`forms_ext.retention`."""

from forms_ext.retention import Rules, plain

RULES = {
    "DeclarationPage": Rules(
        plain(
            "page_ptr subtitle code kind status adopted_on place event authentic_language number_style licence organisers body change_class"
        )
    ),
    "DeclarationIndexPage": Rules(plain("page_ptr intro")),
    "TextVersion": Rules(plain("id declaration_key language number page_id change_class text sha256 chain published_at")),
    "Provision": Rules(plain("id declaration_key uid short_id public")),
    "ProvisionText": Rules(plain("id provision version place number heading html plain")),
}
