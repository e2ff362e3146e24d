package dedupe

import "sync"

// accented lists, for each letter, the lower-case letters that are that letter
// with accents: those whose canonical decomposition is the letter and marks
// that isAccent reports, and a few with a stroke, which Unicode does not
// decompose. A test compares the list with the decompositions.
var accented = []struct {
	base    rune
	letters string
}{
	{'I', "İ"},
	{'a', "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"},
	{'b', "ḃḅḇ"},
	{'c', "çćĉċčḉ"},
	{'d', "ďđḋḍḏḑḓ"},
	{'e', "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"},
	{'f', "ḟ"},
	{'g', "ĝğġģǧǵḡ"},
	{'h', "ĥħȟḣḥḧḩḫẖ"},
	{'i', "ìíîïĩīĭįıǐȉȋḭḯỉị"},
	{'j', "ĵǰ"},
	{'k', "ķǩḱḳḵ"},
	{'l', "ĺļľłḷḹḻḽ"},
	{'m', "ḿṁṃ"},
	{'n', "ñńņňǹṅṇṉṋ"},
	{'o', "òóôõöøōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợǿ"},
	{'p', "ṕṗ"},
	{'r', "ŕŗřȑȓṙṛṝṟ"},
	{'s', "śŝşšșṡṣṥṧṩ"},
	{'t', "ţťŧțṫṭṯṱẗ"},
	{'u', "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"},
	{'v', "ṽṿ"},
	{'w', "ŵẁẃẅẇẉẘ"},
	{'x', "ẋẍ"},
	{'y', "ýÿŷȳẏẙỳỵỷỹ"},
	{'z', "źżžẑẓẕ"},
	{'æ', "ǣǽ"},
	{'ʒ', "ǯ"},
	{'α', "άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ"},
	{'ε', "έἐἑἒἓἔἕὲέ"},
	{'η', "ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ"},
	{'ι', "ΐίϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ"},
	{'ο', "όὀὁὂὃὄὅὸό"},
	{'ρ', "ῤῥ"},
	{'υ', "ΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ"},
	{'ω', "ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ"},
	{'ϒ', "ϓϔ"},
	{'а', "ӑӓ"},
	{'г', "ѓ"},
	{'е', "ѐёӗ"},
	{'ж', "ӂӝ"},
	{'з', "ӟ"},
	{'и', "йѝӣӥ"},
	{'к', "ќ"},
	{'о', "ӧ"},
	{'у', "ўӯӱӳ"},
	{'ч', "ӵ"},
	{'ы', "ӹ"},
	{'э', "ӭ"},
	{'і', "ї"},
	{'ѵ', "ѷ"},
	{'ә', "ӛ"},
	{'ө', "ӫ"},
	{'\u05d0', "\ufb2e\ufb2f\ufb30"},
	{'\u05d1', "\ufb31\ufb4c"},
	{'\u05d2', "\ufb32"},
	{'\u05d3', "\ufb33"},
	{'\u05d4', "\ufb34"},
	{'\u05d5', "\ufb35\ufb4b"},
	{'\u05d6', "\ufb36"},
	{'\u05d8', "\ufb38"},
	{'\u05d9', "\ufb1d\ufb39"},
	{'\u05da', "\ufb3a"},
	{'\u05db', "\ufb3b\ufb4d"},
	{'\u05dc', "\ufb3c"},
	{'\u05de', "\ufb3e"},
	{'\u05e0', "\ufb40"},
	{'\u05e1', "\ufb41"},
	{'\u05e3', "\ufb43"},
	{'\u05e4', "\ufb44\ufb4e"},
	{'\u05e6', "\ufb46"},
	{'\u05e7', "\ufb47"},
	{'\u05e8', "\ufb48"},
	{'\u05e9', "\ufb2a\ufb2b\ufb2c\ufb2d\ufb49"},
	{'\u05ea', "\ufb4a"},
	{'\u05f2', "\ufb1f"},
	{'\u0627', "\u0622\u0623\u0625"},
	{'\u0648', "\u0624"},
	{'\u064a', "\u0626"},
	{'\u06c1', "\u06c2"},
	{'\u06d2', "\u06d3"},
	{'\u06d5', "\u06c0"},
}

var bases = sync.OnceValue(func() map[rune]rune {
	m := make(map[rune]rune)
	for _, a := range accented {
		for _, r := range a.letters {
			m[r] = a.base
		}
	}
	return m
})

// baseLetter returns the lower-case letter r without its accents.
func baseLetter(r rune) rune {
	if b, ok := bases()[r]; ok {
		return b
	}
	return r
}
