"""What becomes of every column of declarations; see :mod:`forms_ext.retention`."""

from forms_ext.retention import HOST, Rules, cleared, kept, plain, statistic

RULES = {
    "DeclarationPage": Rules(
        {
            **HOST,
            **plain(
                "page_ptr short_title subtitle code kind status status_note superseded_by adopted_on adopted_until place event "
                "authentic_language translation_of number_style licence doi source_document endorsement_mode organisers body words "
                "change_class"
            ),
        }
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
    "Endorsement": Rules(
        {
            **plain(
                "id submission declaration_key version carried_from sha256 kind listing listing_field serial proof withdrawn_at source signed_at"
            ),
            # After a purge nobody could take the name back any more: what stays is one that counts without a name.
            **cleared(display_name=str, organisation=str, ror=str, domain=str, proof_note=str),
            **statistic(country=str, reservations=list, withdrawal="erase"),
        },
        about="submission",
        what="an endorsement",
    ),
    "EndorsementEvent": Rules(plain("id endorsement seq kind version at by_staff"), about="endorsement__submission"),
}
