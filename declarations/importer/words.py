"""Words that give parts of a declaration away, in several languages, and words that decide about hyphens."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LABELS = _words(
    "article artikel artículo articolo artigo art статья ст المادة điều principle prinzip principio principe princípio grundsatz "
    "recommendation recommandation empfehlung recomendación raccomandazione recomendação point punkt punto ponto commitment "
    "engagement compromiso impegno compromisso selbstverpflichtung verpflichtung clause thesis these tesis tesi action maßnahme "
    "forderung rule regel regla regola section chapter kapitel chapitre capítulo capitolo part teil partie parte paragraph "
    "paragraphe párrafo paragrafo goal ziel objective chapter abschnitt §"
)
"""Words that stand before the number of a point, in small letters, without a full stop."""

DIVISIONS = _words("chapter kapitel chapitre capítulo capitolo part teil partie parte section abschnitt")
"""Those of the labels that rather name a group of points."""

ANNEX = re.compile(
    r"(?:annex(?:e?s)?|annexe|appendix|anhang|anlage|anexo|allegato|appendice|apéndice|приложение|附件|附录|ملحق|phụ lục)"
    r"(?:\s*(?:[a-z]|\d{1,2}|[ivx]{1,4}))?\s*(?:$|[.:–—-]+|\s+(?-i:(?=[A-ZÀ-Þ])))",
    re.IGNORECASE,
)
"""The first line of an annex."""

SECTION_NAMES = _words("preamble präambel préambule preámbulo preambolo preâmbulo преамбула 序言 ديباجة")
"""Headings that only say where the preamble begins."""

ENACTING = re.compile(
    r"\b(?:agree|declar|proclaim|adopt|affirm|resolv|commit|consensus|recommend|call (?:up)?on|decid|pledg|endors|undertak|conclud|"
    r"erklär|beschließ|beschlossen|vereinbar|verkünd|verpflicht|geeinigt|einig|bekräftig|empfehl|bekenn|übereingekommen|konsens|"
    r"verabschied|fordern|déclar|proclam|adoptons|convenons|convenu|engageons|recommandons|affirmons|acord|acuerd|compromet|"
    r"recomend|dichiar|concord|conven|impegn|raccomand|declaram|заявля|провозглаша|соглаша|принима|рекоменду|"
    r"tuyên bố|cam kết|thống nhất)|宣言|宣布|达成|共识|承诺|نعلن|اتفق|نلتزم",
    re.IGNORECASE,
)
"""A verb of declaring or agreeing."""

PROCLAIMING = re.compile(
    r"\b(?:proclaims?|declares?|adopts?|resolves?|agrees?|verkünde[nt]?|erklär(?:t|en)|beschließ(?:t|en)|vereinbar(?:t|en)|"
    r"proclame(?:nt)?|déclare(?:nt)?|proclaman?|declaran?|proclamano|dichiarano?|declaram|провозглашает|заявляем)\b|宣布",
    re.IGNORECASE,
)
"""A verb with which an organ speaks, at the beginning of its last paragraph before the points."""

FOLLOWING = re.compile(
    r"\b(?:follow|hereby|below|folgend|hiermit|nachstehend|suivant|ci-après|par la présente|siguient|a continuación|seguent|seguint|"
    r"следующ|sau đây)|如下|以下|التالي",
    re.IGNORECASE,
)
"""A word that announces what comes next."""

CLOSING = re.compile(
    r"(?:therefore|in conclusion|to conclude|finally|lastly|we (?:call|invite|urge|encourage|thank)|done (?:at|in)|adopted (?:at|in|by|on)|"
    r"signed|in witness|conclusion|call to action|signator|daher|deshalb|darum|abschließend|schließlich|zum schluss|"
    r"wir (?:rufen|laden|danken|ermutigen|bitten)|geschehen|beschlossen|unterzeichnet|angenommen|schluss|"
    r"en conclusion|enfin|c’est pourquoi|nous (?:appelons|invitons)|fait à|adopté|por lo tanto|por último|finalmente|hecho en|"
    r"in conclusione|infine|pertanto|fatto a|em conclusão|por fim|portanto|feito em|поэтому|в заключение|наконец|совершено|"
    r"vì vậy|cuối cùng)\b|因此|最后|خاتمة|وأخيرا",
    re.IGNORECASE,
)
"""How a paragraph begins that follows the points."""

TELLTALES = {
    "en": _words("the and of to we that for with our"),
    "de": _words("der die und das wir für den von mit ist"),
    "fr": _words("le les et des nous pour une dans est"),
    "es": _words("el los y las para una con por del"),
    "it": _words("il gli e della per una con che nel"),
    "pt": _words("o os e uma para com dos não da"),
    "vi": _words("và của các là những cho trong được"),
}
"""Frequent small words by which a language is guessed."""

UNENDING = _words(
    "the a an of and or to in for with by from that which as at on is are was were be its their our his her this these "
    "der die das den dem des ein eine einer eines einem einen und oder von mit für in im am zu zum zur als durch bei nach auf an ist sind "
    "wird werden le la les des du de et ou à en pour par dans un une el los las del y o con por para il lo gli di della e per da os do"
)
"""Words with which no paragraph and no heading ends."""

HYPHENED = _words(
    "well self cross long short high low co non multi inter socio eco post pre anti semi full half ever all mid ex vice bio geo agro "
    "peri re sub ultra public private decision policy science evidence"
)
"""First parts of compounds that keep their hyphen."""

SYLLABLES = _words("co non multi inter socio eco post pre anti semi bio geo agro peri re sub ultra ex ever all full half mid")
"""Those that are as often the first syllable of a divided word; they count only where words are not divided everywhere."""

SUSPENDED = _words("and or und oder bzw sowie et ou y e o bis")
"""Words before which a hyphen stands for a left-out part: "short- and long-term"."""

PRONOUNS = dict.fromkeys(("celui", "celle", "ceux", "celles"), ("ci", "là")) | dict.fromkeys(
    ("moi", "toi", "soi", "lui", "elle", "nous", "vous", "eux", "elles"), ("même", "mêmes")
)
"""French words that keep the hyphen before their second part."""
