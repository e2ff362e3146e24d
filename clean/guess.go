package clean

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A language as it shows in one charset of one byte a character: its letters
// beyond ASCII. Of scripts other than Latin, common holds the letters that make
// up most of any text.
type language struct {
	charset string
	table   *charmap.Charmap
	letters string
	common  string
}

// The languages that are guessed. The first of equals wins, so charsets that
// contain others come after them, and Windows before ISO.
var languages = []language{
	{"windows-1252", charmap.Windows1252, "éèàçêôîûùâëïœæÉÈÀÇÊÔ", ""},                  // French
	{"windows-1252", charmap.Windows1252, "äöüßÄÖÜé", ""},                              // German
	{"windows-1252", charmap.Windows1252, "áéíóúñüÁÉÍÓÚÑ¿¡ºª", ""},                     // Spanish
	{"windows-1252", charmap.Windows1252, "ãõçáéíóúâêôàÁÉÍÓÚÃÕÇÀÂÊÔºª", ""},            // Portuguese
	{"windows-1252", charmap.Windows1252, "åäöøæéÅÄÖØÆ", ""},                           // Scandinavian, Finnish
	{"windows-1252", charmap.Windows1252, "àèéìòùÀÈÉÌÒÙ", ""},                          // Italian
	{"windows-1252", charmap.Windows1252, "áðéíóúýþæöÁÐÉÍÓÚÝÞÆÖ", ""},                  // Icelandic
	{"windows-1252", charmap.Windows1252, "ëïéöüèê", ""},                               // Dutch
	{"windows-1250", charmap.Windows1250, "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", ""},                    // Polish
	{"windows-1250", charmap.Windows1250, "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", ""},        // Czech
	{"windows-1250", charmap.Windows1250, "áäčďéíĺľňóôŕšťúýžÁČĎÉÍĽŇÓŠŤÚÝŽ", ""},        // Slovak
	{"windows-1250", charmap.Windows1250, "áéíóöőúüűÁÉÍÓÖŐÚÜŰ", ""},                    // Hungarian
	{"windows-1250", charmap.Windows1250, "ăâîşţĂÂÎŞŢ", ""},                            // Romanian
	{"windows-1250", charmap.Windows1250, "čćžšđČĆŽŠĐ", ""},                            // Croatian, Slovene
	{"iso-8859-2", charmap.ISO8859_2, "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", ""},                        // Polish
	{"iso-8859-2", charmap.ISO8859_2, "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", ""},            // Czech
	{"iso-8859-2", charmap.ISO8859_2, "čćžšđČĆŽŠĐ", ""},                                // Croatian
	{"windows-1254", charmap.Windows1254, "çğıöşüâîÇĞİÖŞÜ", ""},                        // Turkish
	{"windows-1257", charmap.Windows1257, "ąčęėįšųūžĄČĘĖĮŠŲŪŽ", ""},                    // Lithuanian
	{"windows-1257", charmap.Windows1257, "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", ""},                // Latvian
	{"windows-1257", charmap.Windows1257, "äõöüšžÄÕÖÜŠŽ", ""},                          // Estonian
	{"iso-8859-15", charmap.ISO8859_15, "éèàçêôîûùâëïœæŒÉÈÀÇÊÔ€", ""},                  // French
	{"windows-1251", charmap.Windows1251, cyrillicLetters, "оеаинтсрвлкм"},             // Russian
	{"koi8-r", charmap.KOI8R, cyrillicLetters, "оеаинтсрвлкм"},                         //
	{"iso-8859-5", charmap.ISO8859_5, cyrillicLetters, "оеаинтсрвлкм"},                 //
	{"windows-1253", charmap.Windows1253, greekLetters, "αοιετσνηυρπκς"},               // Greek
	{"iso-8859-7", charmap.ISO8859_7, greekLetters, "αοιετσνηυρπκς"},                   //
	{"windows-1256", charmap.Windows1256, arabicLetters, "اليمونترعبد"},                // Arabic
	{"iso-8859-6", charmap.ISO8859_6, arabicLetters, "اليمونترعبد"},                    //
	{"windows-1255", charmap.Windows1255, "אבגדהוזחטיךכלםמןנסעףפץצקרשת", "יולהאמרתנש"}, // Hebrew
	{"windows-874", charmap.Windows874, thaiLetters, "านรกเงอมยลวดท่ส้ต"},              // Thai
}

// western is the charset of the languages whose names are in the texts of all others.
const (
	western        = "windows-1252"
	westernLetters = "àáâãäåæçèéêëìíîïñòóôõöøùúûüß"
)

const (
	cyrillicLetters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐ"
	greekLetters    = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ"
	arabicLetters   = "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيًٌٍَُِّْ،؛؟پچژگ"
	thaiLetters     = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ"
)

// byteClass is what a byte is to a language.
type byteClass uint8

const (
	foreign  byteClass = iota // a character that the language does not write
	neutral                   // ASCII, and typography
	guest                     // a letter of a neighbour's, in names
	lower                     // a letter without case counts as lower case
	frequent                  // one of the commonest, lower case
	upper
)

type profile struct {
	*language
	nonLatin bool
	class    [256]byteClass
}

var profiles = sync.OnceValue(func() []profile {
	list := make([]profile, len(languages))
	for i := range languages {
		p := &list[i]
		p.language = &languages[i]
		p.nonLatin = p.common != ""
		p.fill()
	}
	return list
})

func (p *profile) fill() {
	has := func(s string, r rune) bool {
		for _, x := range s {
			if x == r {
				return true
			}
		}
		return false
	}
	for b := range 256 {
		r := p.table.DecodeByte(byte(b))
		switch {
		case r == utf8.RuneError:
		case has(p.letters, r) && unicode.IsUpper(r):
			p.class[b] = upper
		case has(p.common, r):
			p.class[b] = frequent
		case has(p.letters, r):
			p.class[b] = lower
		case b < 0x80 || isTypography(r):
			p.class[b] = neutral
		case p.charset == western && has(westernLetters, unicode.ToLower(r)):
			p.class[b] = guest
		}
	}
}

func isTypography(r rune) bool {
	switch r {
	case '’', '‘', '“', '”', '„', '«', '»', '–', '—', '…', '•', '€', '™', '©', '®', '°', '§', '·', '£', '½', '²', '№', '´', 0xA0, 0xAD, 0x200C, 0x200D, '\u200E', '\u200F':
		return true
	}
	return false
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// score judges s in the language: the mean over the bytes beyond ASCII, from
// about -1 to 1, the same without typography, which most charsets share, and how
// many of them are letters.
func (p *profile) score(s []byte) (mean, proper float64, letters int) {
	sum, count, signs := 0.0, 0, 0
	for i, c := range s {
		if c < utf8.RuneSelf {
			continue
		}
		count++
		var before, after byte
		if i > 0 {
			before = s[i-1]
		}
		if i+1 < len(s) {
			after = s[i+1]
		}
		class := p.class[c]
		switch class {
		case foreign:
			sum -= 1.5
		case neutral:
			sum += signMean
			signs++
		case guest:
			sum += guestMean
		default:
			letters++
			sum += p.letter(class, before, after)
		}
	}
	if count == signs {
		return 0, 0, 0
	}
	return sum / float64(count), (sum - signMean*float64(signs)) / float64(count-signs), letters
}

const (
	signMean  = 0.3 // what typography says for a language
	guestMean = 0.1 // what a letter of a neighbour's does
)

// letter judges a letter by its neighbours.
func (p *profile) letter(class byteClass, before, after byte) float64 {
	x := 0.8
	touchesOwn := before >= 0x80 && p.class[before] >= lower || after >= 0x80 && p.class[after] >= lower
	touchesASCII := isASCIILetter(before) || isASCIILetter(after)
	if p.nonLatin {
		if touchesASCII {
			return -1 // a letter of another script within a Latin word
		}
		switch {
		case !touchesOwn:
			x = 0
		case class == frequent:
			x = 1
		default:
			x = 0.5
		}
	} else if !touchesASCII && !touchesOwn {
		switch {
		case p.charset != western:
			x = -0.5
		case before < utf8.RuneSelf && after < utf8.RuneSelf:
			x = 0.5 // a letter on its own: à
		default:
			x = 0.4
		}
	}
	lowerBefore := p.class[before] == lower || p.class[before] == frequent || before >= 'a' && before <= 'z'
	if class == upper && lowerBefore {
		x -= 1.5
	}
	return x
}

const (
	// plausible is the mean that a charset must reach for a whole text.
	plausible = 0.35
	// plausibleProper is the mean without typography that is enough as well: a
	// text in English may have many quotes and few letters.
	plausibleProper = 0.5
	// plausibleLine is the mean for one line of a text that is mostly UTF-8.
	plausibleLine = 0.3
)

// guessCharset returns the charset that s is most plausible in, nil if there is
// none.
func guessCharset(s []byte) *legacy {
	if !hasHigh(s) {
		return nil
	}
	name := guessMulti(s)
	if isTypographic(s) {
		name = "windows-1252"
	}
	if name == "" {
		name = guessSingle(s)
	}
	if name == "" {
		return nil
	}
	l, _ := newLegacy(name)
	return l
}

// guessSingle returns the name of the charset of one byte a character that s is
// most plausible in, "" if there is none.
func guessSingle(s []byte) string {
	best, name := -1.0, ""
	list := profiles()
	for i := range list {
		mean, proper, letters := list[i].score(s)
		if letters > 0 && (mean > plausible+0.001 || proper > plausibleProper) && mean > best+0.001 {
			best, name = mean, list[i].charset
		}
	}
	return name
}

// isTypographic reports whether all that s has beyond ASCII is typography in
// Windows-1252: quotes, dashes, signs of money and the like, as in English. In
// charsets of Central Europe the pound, copyright and registered signs are letters,
// which words begin with.
func isTypographic(s []byte) bool {
	for i, c := range s {
		if c < utf8.RuneSelf {
			continue
		}
		var after byte
		if i+1 < len(s) {
			after = s[i+1]
		}
		switch r := charmap.Windows1252.DecodeByte(c); {
		case !isTypography(r),
			r == '€' && after >= utf8.RuneSelf, // the rest of a quote in UTF-8
			(r == '£' || r == '©' || r == '®') && isASCIILetter(after):
			return false
		}
	}
	return true
}

// guessLine reports whether line is plausible in l.
func guessLine(line []byte, l *legacy) bool {
	if l.multi != nil {
		return guessMulti(line) == l.name
	}
	list := profiles()
	for i := range list {
		if list[i].charset != l.name {
			continue
		}
		if mean, _, letters := list[i].score(line); letters > 0 && mean > plausibleLine {
			return true
		}
	}
	return false
}
