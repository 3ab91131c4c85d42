"""The mail server of the benchmark."""

from tests.reliability import smtp_sink


def serve_mail(pipe, seconds):
    """Accept mail in a process of its own, so that it takes no time from the site's."""
    smtp_sink.SECONDS_PER_MAIL = seconds
    sink = smtp_sink.SmtpSink()
    sink.open()
    pipe.send(sink.port)
    pipe.recv()
