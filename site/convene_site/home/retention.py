"""What becomes of every column of the site around the apps; see :mod:`forms_ext.retention`."""

from forms_ext.retention import Rules, kept, plain

OFFICE = "the public contact of the office; editors change it in the settings"

RULES = {
    "HomePage": Rules(plain("page_ptr kicker headline lead first_page first_label second_page second_label shows_next_event picture body")),
    "SiteSettings": Rules(
        {**plain("id site name organisation navigation footer subscriptions words"), **kept(OFFICE, "address contact_email contact_phone")}
    ),
    "StandardPage": Rules(plain("page_ptr lead body")),
}
