package clean

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// Pages of kinds that are no news, labelled line by line: what a reader came for
// stays, most of what stands around it goes.
func TestKinds(t *testing.T) {
	for _, tt := range []struct {
		name    string
		options Options
		lost    float64 // share of the words of main text, at most
		gone    float64 // share of the words of furniture, at least
	}{
		{"gentle", Options{Level: Gentle}, 0.03, 0.6},
		{"normal", Options{}, 0.09, 0.68},
		{"rules", Options{Disable: []string{ModelRule}}, 0.06, 0.55},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCleaner(t, tt.options)
			var main, lost, furniture, gone int
			for _, page := range labelledPages(t, "../testdata/labelled/kinds.jsonl") {
				var p Page
				c.Clean(&p, []byte(page.Raw))
				kept := make(map[int]bool)
				for i := range p.Blocks {
					kept[p.Blocks[i].Line] = p.Blocks[i].Rule == Kept
				}
				label := 0
				for n, line := range strings.Split(page.Raw, "\n") {
					words := len(strings.Fields(line))
					if words == 0 {
						continue
					}
					if page.Labels[label] == 1 {
						main += words
						lost += words * one(!kept[n+1])
					} else {
						furniture += words
						gone += words * one(!kept[n+1])
					}
					label++
				}
			}
			if share := float64(lost) / float64(main); share > tt.lost {
				t.Errorf("%.1f %% of the main text is lost, more than %.0f %%", 100*share, 100*tt.lost)
			}
			if share := float64(gone) / float64(furniture); share < tt.gone {
				t.Errorf("%.1f %% of the furniture is removed, less than %.0f %%", 100*share, 100*tt.gone)
			}
		})
	}
}

// labelledPage is a page with a label for each line that is not blank: 1 for main
// text.
type labelledPage struct {
	ID     string `json:"id"`
	Raw    string `json:"raw"`
	Labels []int  `json:"labels"`
}

func labelledPages(t *testing.T, name string) (pages []labelledPage) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var page labelledPage
		if err := json.Unmarshal(lines.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	if err := lines.Err(); err != nil || len(pages) == 0 {
		t.Fatalf("%s: %d pages, %v", name, len(pages), err)
	}
	return pages
}
