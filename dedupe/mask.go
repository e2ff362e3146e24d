package dedupe

import (
	"strings"
	"sync"
)

// Mask appends to dst the form of src in which lines of a site's template are
// compared: what Fold gives under Loose, so without accents, numbers and
// punctuation, and with # for each name of a month or of a day of the week.
// "Published 3 May 2024" and "Published 12 June 2023" are the same line. A text
// without letters has no such form: nothing is appended.
func Mask(dst, src []byte) []byte {
	start := len(dst)
	dst = loose.appendWords(dst, src)
	names := calendar()
	w := start // what is done; it never overtakes what is read
	for from, to := nextToken(dst, start); from < to; from, to = nextToken(dst, to) {
		spaced := w > start && dst[from-1] == ' '
		token := dst[from:to]
		if spaced {
			dst[w] = ' '
			w++
		}
		if names[string(token)] {
			dst[w] = '#'
			w++
			continue
		}
		w += copy(dst[w:], token)
	}
	return dst[:w]
}

// months and days are names and abbreviations, folded as Mask folds them, by
// language: English, French, Spanish, Portuguese, Italian, German, Dutch,
// Swedish, Finnish, Polish, Russian, Greek, Arabic. Chinese and Japanese count
// months. Names that are common words beside are left out, but for May and
// March in English, which are months more often than not in a line that recurs.
const months = `
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre janv fevr avr juil
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro fev
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen giu lug ott
januar februar marz juni juli oktober dezember jänner okt dez
januari februari maart mei augustus mrt
augusti
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu
stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
ιανουαριου φεβρουαριου μαρτιου απριλιου μαιου ιουνιου ιουλιου αυγουστου σεπτεμβριου οκτωβριου νοεμβριου δεκεμβριου
ιανουαριος φεβρουαριος μαρτιος απριλιος μαιος ιουνιος ιουλιος αυγουστος σεπτεμβριος οκτωβριος νοεμβριος δεκεμβριος
يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
جانفي فيفري افريل ماي جوان جويلية اوت`

const days = `
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miercoles jueves viernes sabado domingo
segunda terca quarta quinta sexta
lunedi martedi mercoledi giovedi venerdi domenica
montag dienstag mittwoch donnerstag freitag samstag sonntag
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
mandag tisdag onsdag torsdag fredag lordag sondag
maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
poniedzialek wtorek sroda czwartek piatek sobota niedziela
понедельник вторник среда четверг пятница суббота воскресенье
δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη
الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد`

var calendar = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, name := range strings.Fields(months + days) {
		names[string(loose.appendWords(nil, []byte(name)))] = true
	}
	return names
})
