package clean

import (
	"strings"
	"testing"
)

// TestRest: the last word of a paragraph whose lines were broken at a fixed width
// is no button, though a button has the same word.
func TestRest(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	const long = "The office that the town opened in May is for all who need"
	for _, test := range []struct {
		above, line string
		stays       bool
	}{
		{long, "support.", true},
		{long, "Support.", true},
		{long, "support", false},
		{long, "support...", false},
		{long + " it.", "support.", false},
		{long + ":", "support.", false},
		{long + "\n", "support.", false},
		{"All who need", "support.", false},
		{"Sign up for our newsletter and get the best of the harbour in your inbox", "support.", false},
		{long, "All rights reserved.", false},
		{long, "reserved by permission of the Associated Press. All rights reserved.", true},
	} {
		page := strings.Join(harbour, "\n\n") + "\n\n" + test.above + "\n" + test.line + "\n\n" + strings.Join(harbour, "\n\n")
		var p Page
		c.Clean(&p, []byte(page))
		if stays := strings.Contains("\n"+string(p.AppendText(nil))+"\n", "\n"+test.line+"\n"); stays != test.stays {
			t.Errorf("%q, %q: stays is %v", test.above, test.line, stays)
		}
	}
}

// TestCall: what a program calls is no button.
func TestCall(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	for line, stays := range map[string]bool{"print()": true, "Print": false, "Print (PDF)": false, "Print ()": false} {
		var p Page
		c.Clean(&p, []byte(strings.Join(harbour, "\n\n")+"\n\n"+line))
		if got := strings.HasSuffix(string(p.AppendText(nil)), line); got != stays {
			t.Errorf("%s: stays is %v", line, got)
		}
	}
}

// TestChapter: a heading in Markdown is no link of a menu; it may well be a
// button's.
func TestChapter(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	for line, stays := range map[string]bool{
		"# Documentation": true, "###### Help": true, "## Community": true,
		"Documentation": false, "#community": false, "####### Help": false, "## Share this": false,
	} {
		var p Page
		c.Clean(&p, []byte(line+"\n\n"+strings.Join(harbour, "\n\n")))
		if got := strings.HasPrefix(string(p.AppendText(nil)), line); got != stays {
			t.Errorf("%q: stays is %v", line, got)
		}
	}
}

// TestSpeech: the words of a button are none in quotation marks, behind the dash of
// dialogue or as an answer; what asks or calls is no name.
func TestSpeech(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	for line, stays := range map[string]bool{
		"“No, thanks.”": true, "« J’accepte. »": true, "„Ablehnen!“": true, "「知道了。」": true, `"Sign up now!"`: true,
		"No thanks": false, "J’accepte": false, "Ablehnen": false, "知道了": false, "Sign up now!": false,
		"« Previous": false, "“Sign up now”": false,
		"— Согласен.": true, "— Sign in?": true, "Согласен": false, "— Sign in": false,
		"I agree.": true, "Understood!": true, "I agree": false, "Accept all essential cookies.": false, "Help!": true, "Help": false, "Contact us!": false,
		"No comment.": true, "记者：为什么？": true, "记者：李明": false, "المراسل: لماذا؟": true, "Photo: Why not?": true, "Photo: Mary Holt": false,
	} {
		var p Page
		c.Clean(&p, []byte(strings.Join(harbour, "\n\n")+"\n\n"+line))
		if got := strings.HasSuffix(string(p.AppendText(nil)), line); got != stays {
			t.Errorf("%s: stays is %v", line, got)
		}
	}
}
