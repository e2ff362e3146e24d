package clean

import (
	"math"
	"strings"
	"testing"
)

const scrapedPage = `Home
News
Sport
Harbour to be rebuilt before the winter
Share on Facebook
The council voted on Monday to rebuild the old quay, after three winters in which the sea had taken part of it away.
“We could not wait any longer,” said the mayor, who has lived beside the harbour since she was a child, and whose father mended nets there.
Half and half
The work will cost four million, half of it paid by the region, and the engineers hope to be done before the herring come back in autumn.
Fishermen are less sure. Two boats already left for the bigger port in the north, and nobody expects them to return when the stones are dry.
Related posts
The lighthouse
A bridge too far
Privacy policy`

// A Cleaner made for judging finds the same lines and the same scores as one
// with all rules, whatever rules the first one has.
func TestJudging(t *testing.T) {
	all := newCleaner(t, Options{})
	if same, err := all.Judging(); same != all || err != nil {
		t.Errorf("a Cleaner that asks the model has another one for it, or %v", err)
	}
	var want, got Page
	all.Clean(&want, []byte(scrapedPage))
	for _, o := range []Options{{NoRules: true}, {Disable: []string{ModelRule}}, {Only: []string{"share"}, Disable: []string{"share"}}} {
		c, err := newCleaner(t, o).Judging()
		if err != nil {
			t.Fatal(err)
		}
		c.Clean(&got, []byte(scrapedPage))
		for i := range want.Blocks {
			if w, g := want.Blocks[i], got.Blocks[i]; !w.Judged || g.Score != w.Score || g.Line != w.Line {
				t.Errorf("%+v: line %d: score %d, want %d", o, g.Line, g.Score, w.Score)
			}
		}
	}
}

// What the model would have removed, but for the place in which it stands, is
// spared and kept; of all else it keeps what scores more than what it removes.
func TestSpared(t *testing.T) {
	spared := 0
	for _, level := range []Level{Gentle, Normal, Strict} {
		var p Page
		c := newCleaner(t, Options{Level: level})
		c.Clean(&p, []byte(scrapedPage))
		highest, lowest := int16(math.MinInt16), int16(math.MaxInt16)
		for _, b := range p.Blocks {
			switch {
			case b.Spared && b.Rule != Kept:
				t.Errorf("%s: %q is spared, and removed by rule %d", level, b.Text, b.Rule)
			case b.Spared:
				spared++
			case b.Judged && b.Rule == Kept:
				lowest = min(lowest, b.Score)
			case c.Rules()[b.Rule].Name == ModelRule:
				highest = max(highest, b.Score)
			}
		}
		if highest >= lowest {
			t.Errorf("%s: a line with score %d is kept, one with %d removed", level, lowest, highest)
		}
		if strings.Contains(string(p.AppendText(nil)), "Privacy") {
			t.Error("furniture stays")
		}
	}
	if spared == 0 {
		t.Error("nothing is spared")
	}
}

// TestIsForeign: scripts without spaces or stops that no page of the training
// sets is in, and no others.
func TestIsForeign(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	for _, test := range []struct {
		page string
		want bool
	}{
		{"สะพานท่าเรือเปิดแล้ว\nเรือข้ามฟากออกจากท่า\nHome", true},
		{"ສະພານທ່າເຮືອເປີດແລ້ວ", true},
		{"ស្ពានកំពង់ផែបើកហើយ", true},
		{"ဆိပ်ကမ်းတံတားဖွင့်ပြီ", true},
		{"港口大桥重新开放\n渡轮离开码头", false},
		{"港の橋が開通しました", false},
		{"The harbour bridge is open\nสะพานท่าเรือเปิดแล้ว", false},
		{"बंदरगाह का पुल खुल गया", false},
		{"항구 다리가 열렸다", false},
		{"", false},
	} {
		var p Page
		c.Clean(&p, []byte(test.page))
		if got := p.isForeign(); got != test.want {
			t.Errorf("%q: %v", test.page, got)
		}
	}
}

// TestComesBack: what a section took comes back if the model holds it for main text,
// but not for a score that is good on a doubtful page only, and in a script that the
// model knows nothing of not for any.
func TestComesBack(t *testing.T) {
	english := strings.Repeat(strings.Join(harbour, "\n\n")+"\n\n", 2)
	thai := strings.Repeat(strings.Repeat("เรือข้ามฟากออกจากท่าเรือเก่าช้าไปหนึ่งชั่วโมง ", 5)+"\n\n", 4)
	const ship, thaiShip = "Boats of the world", "เรือของโลก"
	for _, test := range []struct {
		name             string
		model            *Model
		prose, line      string
		announced, alone bool // whether line stays below the heading and without it
	}{
		{"main text", byWords(600, 600, 600), english, ship, true, true},
		{"furniture", byWords(-600, -600, 600), english, ship, false, false},
		{"doubtful", byWords(-100, -100, 300), english, ship, false, true},
		{"Thai", byWords(600, 600, 600), thai, thaiShip, false, true},
	} {
		c := newCleaner(t, Options{Model: test.model, Only: []string{ModelRule, "related", "share"}})
		for _, heading := range []string{"Related articles\n\n", ""} {
			var p Page
			c.Clean(&p, []byte("Share on Facebook\n\n"+test.prose+heading+test.line+"\n\n"+test.line))
			want := test.alone
			if heading != "" {
				want = test.announced
			}
			if got := strings.Count(string(p.AppendText(nil)), test.line) == 2; got != want {
				t.Errorf("%s: with heading %q, it stays: %v", test.name, heading, got)
			}
		}
	}
}
