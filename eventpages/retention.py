"""What becomes of every column of events; see :mod:`forms_ext.retention`."""

from forms_ext.retention import HOST, Rules, plain

RULES = {
    "EventPage": Rules(
        {
            **HOST,
            **plain(
                "page_ptr precision date_from time_from date_to time_to timezone zone_called starts_at ends_at attendance place room "
                "online_url status status_note registration external_url capacity waiting side_events kind summary lead_image body "
                "focus_areas organisers related words"
            ),
        }
    ),
    "EventIndexPage": Rules(plain("page_ptr intro")),
    "EventChange": Rules(plain("id host_key seq at status starts_at ends_at facts")),
}
