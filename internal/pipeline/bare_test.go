package pipeline

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"winnow/dedupe"
)

// bareInput is text in which lines recur, with blank lines between them and now
// and then a line that has to be mended.
func bareInput(rng *rand.Rand, lines int) string {
	var b strings.Builder
	for range lines {
		switch rng.IntN(12) {
		case 0:
			b.WriteString(strings.Repeat("\n", 1+rng.IntN(3)))
		case 1:
			fmt.Fprintf(&b, "Né le %d mai\n", rng.IntN(9))
		case 2:
			if rng.IntN(4) == 0 {
				b.WriteString([]string{" ahead\n", "two  spaces\n", "\n\r\n", "cr\rcr\r\r", "&amp;\n", "  \n", "\r\n", "end \n", "\xff\n"}[rng.IntN(9)])
			}
		default:
			fmt.Fprintf(&b, "line %d\n", rng.IntN(lines/2+1))
		}
	}
	return strings.TrimSuffix(b.String(), "\n") + strings.Repeat("\n", rng.IntN(3))
}

// Bare texts come out as they do when blocks are made of their lines, which is
// done when there is an audit; the counts are the same too.
func TestBare(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	for round := range 400 {
		text := bareInput(rng, []int{0, 1, 3, 10, 100}[round%5])
		c := Config{Clean: bareCleaner(), Workers: 1 + round%4}
		c.Dedupe = Dedupe{Enabled: true, Unit: Unit(round / 5 % 2), Scope: Scope(round / 10 % 3), Keep: Keep(round / 30 % 3), Match: dedupe.Match(round % 3)}
		c.Read.From = []string{"text", "lines"}[round/7%2]
		c.Read.MaxDocument = []int64{0, 40, 200}[round%3]
		want := run(t, stdin(c, text))
		out := joint(&c)
		c.Inputs, c.Stdin = []string{"-"}, iotest.HalfReader(strings.NewReader(text))
		sum, err := Run(t.Context(), c)
		if err != nil || want.err != nil {
			t.Fatal(err, want.err)
		}
		if diff := cmp.Diff(want.out, out.String()); diff != "" {
			t.Fatalf("%+v, windows of %d, %s: %q:\n%s", c.Dedupe, c.Read.MaxDocument, c.Read.From, text, diff)
		}
		sum.Elapsed = want.sum.Elapsed
		if diff := cmp.Diff(want.sum, sum); diff != "" {
			t.Fatalf("%+v: %q: summary:\n%s", c.Dedupe, text, diff)
		}
		if !c.mayBeBare() {
			t.Fatalf("%+v: no texts are bare", c.Dedupe)
		}
	}
}
