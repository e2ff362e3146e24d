package clean

import "bytes"

// Rules returns the list of rules, in the order in which they get to name a
// line. Index zero is the placeholder for lines that are kept.
func Rules() []Rule {
	return append([]Rule{{Name: "kept", Doc: "Nothing removed the line.", Kind: Rewrite}}, allRules()...)
}

func allRules() []Rule {
	return []Rule{
		{Name: "skip-link", Kind: Line, topic: nav, Doc: "Links that jump to the content."},
		{Name: "noscript", Kind: Line, Doc: "Requests to enable JavaScript or to update the browser."},
		{Name: "cookies", Kind: Line, answer: true, Doc: "Consent to cookies and tracking."},
		{Name: "report-image", Kind: Line, Doc: "Messages about reporting an image."},
		{Name: "ticker", Kind: Line, topic: nav, Doc: "One line with many headlines, cut by runs of spaces or bars.", line: isTicker, needs: hasGaps | hasBar,
			Hits: []Example{{
				"Le port rouvre demain    Grève des bus jeudi    Marché : le blé recule    Le musée fait peau neuve    Pluie attendue samedi    Un pont pour la vallée\nUn long paragraphe suit, que personne ne doit perdre en route.",
				"Un long paragraphe suit, que personne ne doit perdre en route.",
			}},
			Misses: []string{
				"Rouge, vert, bleu, jaune, noir et blanc : six couleurs | et une seule ligne, qui reste.",
				"| the old mill by the river | the new mill on the hill | twelve tons a day | nine tons a day | good in wet years | good in dry years |",
			}},
		{Name: "quotes", Kind: Line, topic: nav, Doc: "Quotes of markets: signed percentages and hardly anything else.", line: isQuotes, needs: hasDigits,
			Hits:   []Example{{"INDICE A 13 245,12 +0,45% INDICE B 812,30 -1,20% OR 2 310 +0,10%\nLa séance a été calme, disent les courtiers de la place.", "La séance a été calme, disent les courtiers de la place."}},
			Misses: []string{"Le titre gagne +2,5% en un mois, +4% en un an et +12% depuis cinq ans, soit mieux que tous ses concurrents du secteur."}},
		{Name: "times", Kind: Line, topic: nav, Doc: "Times of prayers, tides and the like in a strip.", line: isTimes, needs: hasDigits,
			Hits:   []Example{{"Fajr 05:12 Dohr 12:40 Asr 15:58 Maghrib 18:31 Icha 19:50\nLa mairie a annoncé la reprise des travaux du port.", "La mairie a annoncé la reprise des travaux du port."}},
			Misses: []string{"Les bus partent à 07:10, 08:40, 12:15 et 18:30 de la place du marché, sauf le dimanche et les jours fériés."}},
		{Name: "weather", Kind: Line, topic: nav, Doc: "Temperatures in a strip.", line: isWeather, needs: hasDigits,
			Hits:   []Example{{"Port-Noir 21° / 14° Aurny 18° / 9°\nLa mairie a annoncé la reprise des travaux du port.", "La mairie a annoncé la reprise des travaux du port."}},
			Misses: []string{"Préchauffer le four à 180 °C"}},
		{Name: "breadcrumb", Kind: Line, topic: nav, Doc: "The path from the front page to this page.", line: isBreadcrumb, needs: hasBar,
			Hits:   []Example{{"Accueil / Région / Un marché couvert pour la ville\nLe marché couvert ouvrira au printemps, a dit la mairie.", "Le marché couvert ouvrira au printemps, a dit la mairie."}},
			Misses: []string{"Accueil chaleureux pour les coureurs du semi-marathon"}},
		{Name: "menu-link", Kind: Line, topic: nav, button: true, Doc: "Links of menus and footers."},
		{Name: "search", Kind: Line, topic: nav, button: true, Doc: "Search boxes."},
		{Name: "login", Kind: Line, topic: promo, button: true, Doc: "Prompts to log in or to make an account."},
		{Name: "paywall", Kind: Line, Doc: "Notices that the rest is for subscribers."},
		{Name: "subscribe", Kind: Line, button: true, Doc: "Subscriptions, offers and prices."},
		{Name: "shop", Kind: Line, topic: promo, button: true, Doc: "Buttons of shops: carts, wish lists and the order of a list."},
		{Name: "newsletter", Kind: Line, button: true, Doc: "Lines of newsletter boxes."},
		{Name: "app", Kind: Line, button: true, Doc: "Prompts to install an app or to allow notifications."},
		{Name: "share", Kind: Line, topic: button, button: true, Doc: "Buttons that share the page."},
		{Name: "follow", Kind: Line, topic: button, button: true, Doc: "Prompts to follow on social networks."},
		{Name: "print", Kind: Line, topic: button, button: true, Doc: "Buttons that print, mail, read aloud or change the size of letters."},
		{Name: "player", Kind: Line, button: true, answer: true, Doc: "Messages of video and audio players."},
		{Name: "reading-time", Kind: Line, topic: meta, Doc: "The time that reading takes."},
		{Name: "dateline", Kind: Line, topic: meta, dated: true, Doc: "When the page was published or updated."},
		{Name: "byline", Kind: Line, topic: meta, names: true, Doc: "Who wrote the page."},
		{Name: "counter", Kind: Line, topic: meta, Doc: "Numbers of views, shares and likes."},
		{Name: "credit", Kind: Line, topic: credits, names: true, Doc: "Credits of images that stand alone.", line: isCredit, needs: hasSign,
			Misses: []string{"© est le signe du droit d'auteur, que la loi ne demande plus depuis longtemps."}},
		{Name: "source-link", Kind: Line, topic: tail, Doc: "Links to where the text was first printed."},
		{Name: "copyright", Kind: Line, topic: tail, Doc: "Copyright and reproduction notices.", line: isCopyright, needs: hasSign},
		{Name: "tags", Kind: Line, topic: tail, button: true, Doc: "Lists of tags and keywords."},
		{Name: "ad", Kind: Line, button: true, insert: true, Doc: "Labels of advertisements."},
		{Name: "pagination", Kind: Line, topic: nav, Doc: "Links to the next and other pages."},
		{Name: "back-to-top", Kind: Line, topic: nav, Doc: "Links back to the top."},
		{Name: "read-also", Kind: Line, topic: pointer, insert: true, Doc: "Pointers to other articles between paragraphs."},
		{Name: "comments", Kind: Line, topic: comment, button: true, comment: true, Doc: "Lines of comment forms."},
		{Name: "rubric", Kind: Line, topic: nav, button: true, Doc: "Names of sections of a newspaper, outside the body.", outside: true},
		{Name: "related", Kind: Section, topic: pointer, Doc: "Related articles, from their heading to where the article resumes."},
		{Name: "most-read", Kind: Section, topic: pointer, Doc: "Most read and latest articles, from their heading on."},
		{Name: "comments-section", Kind: Section, topic: comment, answer: true, thread: true, Doc: "Comments of readers and the form for them, from their heading on."},
		{Name: "newsletter-box", Kind: Line, topic: promo, Doc: "Headings of newsletter boxes."},
		{Name: "follow-box", Kind: Line, topic: button, Doc: "Headings of boxes with social networks."},
		{Name: "teasers", Kind: Whole, topic: pointer, Doc: "Lists of cards for other pages: titles over snippets that break off.", page: teasers},
		{Name: "caption", Kind: Whole, topic: credits, Doc: "Captions of images that end with a credit, beside an article.", page: captions,
			Hits: []Example{{
				"Share\nPrint\nSubscribe now\nContact us\nSearch\nLog in\n\n" + captionArticle + "\nThe covered market on the day of the opening. (AP Photo/Mary Holt)",
				captionArticle,
			}},
			Misses: []string{captionArticle + "\nThe covered market on the day of the opening. (AP Photo/Mary Holt)"}},
		{Name: "menu", Kind: Whole, topic: nav, Doc: "Runs of short lines before, after and between the paragraphs.", page: menus},
		{Name: ModelRule, Kind: Whole, Doc: "Lines that the line model takes for furniture, by their shape, their place and their neighbours.", page: judge},
		{Name: "rejoin", Kind: Join, Doc: "Puts a paragraph that begins with what cannot begin one back to the one before it.", page: rejoin},
	}
}

// captionArticle is prose for examples.
const captionArticle = "The covered market will open its doors in spring, the council confirmed on Thursday, and the hundred and twenty stalls will go to traders of the quarter by lot, as they had asked for ten years.\n" +
	"Those who live nearby took the news with relief, although several of them regret that the planes of the square were cut down without anybody having been asked for an opinion.\n" +
	"The work has cost less than was thought, says the architect, for the frame of the old hall could be taken down, cleaned and put up again piece by piece in the yard."

// maxCopyrightWords is the longest line that may be a copyright notice.
const maxCopyrightWords = 30

// isCopyright finds notices by their sign, which is no word.
func isCopyright(_ *Page, b *Block) bool {
	return isSigned(b) && b.Digits >= 4 && b.Words <= maxCopyrightWords
}

// isCredit finds the owner of an image: the sign and a name.
func isCredit(_ *Page, b *Block) bool {
	return isSigned(b) && b.Words <= 6 && !b.Has(EndsSentence)
}

func isSigned(b *Block) bool { return bytes.HasPrefix(b.Text, []byte("©")) }
