package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"winnow/internal/corpus"
	"winnow/internal/report"
)

// site is pages of one site: a head and a foot, and what text says of each.
func site(host string, pages int, text func(page int) string) string {
	var out strings.Builder
	for i := range pages {
		text := fmt.Sprintf("Harbour Gazette\nFerries, %d May 2024\n%s\n%s\nAbout us\n%s\n© %d Harbour Gazette",
			i+1, numbered("Tides", nearDate), text(i), numbered("Section", nearDate), 2000+i)
		record, err := json.Marshal(map[string]string{"url": "https://" + host + "/" + fmt.Sprint(i), "text": text})
		if err != nil {
			panic(err) // strings can be marshalled
		}
		fmt.Fprintf(&out, "%s\n", record)
	}
	return out.String()
}

// siteLines are the lines of the head and the foot.
const siteLines = 2*nearDate + 4

// withTemplates returns the texts that are left, and the summary.
func withTemplates(t *testing.T, in string, change func(*Config)) ([]string, *report.Summary) {
	t.Helper()
	var out bytes.Buffer
	c := Config{
		Inputs: []string{"-"}, Stdin: strings.NewReader(in), Read: corpus.Options{From: "jsonl", URLField: "url"},
		Joint: true, Output: func(string) (Output, error) { return memoryOutput{&out}, nil },
		Dedupe: Dedupe{Enabled: true, MinWords: 8}, LearnTemplates: true,
	}
	if change != nil {
		change(&c)
	}
	sum, err := Run(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for line := range strings.Lines(out.String()) {
		var record struct{ Text string }
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, record.Text)
	}
	return texts, sum
}

// Head and foot go from all pages, the first included, and from no page of a
// site that has only two; dates and numbers in them may differ.
func TestTemplatesOfASite(t *testing.T) {
	text := func(page int) string { return fmt.Sprintf("Story %c\nOnly page %c says this.", 'a'+page, 'a'+page) }
	in := site("one.example", 3, text) + site("two.example", 2, text)
	got, sum := withTemplates(t, in, func(c *Config) { c.Dedupe.Enabled = false })
	for i, text := range got {
		if has := strings.Contains(text, "Gazette") || strings.Contains(text, "About us"); has != (i >= 3) {
			t.Errorf("page %d: %q", i, text)
		}
		if !strings.Contains(text, "Only page") {
			t.Errorf("page %d lost its text: %q", i, text)
		}
	}
	if len(sum.Removed) != 1 || sum.Removed[0].Rule != report.Template || sum.Removed[0].Blocks != 3*siteLines {
		t.Errorf("removed: %+v, want %d blocks", sum.Removed, 3*siteLines)
	}
}

// A site of wire stories, each on many pages, keeps one copy of each: long
// paragraphs, short ones between them, and the headline.
func TestTemplatesKeepStories(t *testing.T) {
	story := func(s int) string {
		var p []string
		p = append(p, "Headline "+strings.Repeat(string(rune('a'+s)), 5))
		for i := range 4 {
			p = append(p, fmt.Sprintf("In paragraph %c of story %c the ferry leaves the old quay and comes back before the tide has turned.", 'a'+i, 'a'+s))
		}
		p = append(p, fmt.Sprintf("Nobody asked %c.", 'a'+s))
		p = append(p, fmt.Sprintf("At last, says story %c, the pilot keeps clear of the sandbank, and all of the passengers are asked to bring exact change with them.", 'a'+s))
		return strings.Join(p, "\n")
	}
	in := site("wire.example", 40, func(page int) string { return story(page % 8) })
	got, sum := withTemplates(t, in, nil)
	all := strings.Join(got, "\n")
	for s := range 8 {
		for line := range strings.SplitSeq(story(s), "\n") {
			if n := strings.Count(all, line); n < 1 || n > 1 && len(strings.Fields(line)) >= 8 {
				t.Errorf("%q is left %d times", line, n)
			}
		}
	}
	if strings.Contains(all, "Gazette") || strings.Contains(all, "Tides") {
		t.Error("the template is left")
	}
	if sum.Syndicated != 40*5 {
		t.Errorf("%d syndicated blocks, want 200", sum.Syndicated)
	}
}

// Any number of workers, any size of batches, memory or disk, learned before
// or in the run: the output is the same bytes.
func TestTemplatesAreDeterministic(t *testing.T) {
	var in strings.Builder
	for s := range 30 {
		in.WriteString(site(fmt.Sprintf("s%d.example", s), 2+s, func(page int) string {
			return fmt.Sprintf("Story %d of %d\nThis is what page %c of the site says.", page, s, 'a'+page)
		}))
	}
	config := func(c *Config) {
		c.Workers, c.Read.BatchBytes = 3, 300
		c.Dedupe.MaxMemory = 1 << 20
	}
	first, _ := withTemplates(t, in.String(), nil)
	again, _ := withTemplates(t, in.String(), config)
	stored, _ := withTemplates(t, in.String(), func(c *Config) {
		c.LearnTemplates = false
		learned, err := Learn(t.Context(), Config{Inputs: c.Inputs, Stdin: strings.NewReader(in.String()), Read: c.Read})
		if err != nil {
			t.Fatal(err)
		}
		var file, other bytes.Buffer
		if err := learned.Write(&file); err != nil {
			t.Fatal(err)
		}
		if c.Templates, err = ReadTemplates(bytes.NewReader(file.Bytes())); err != nil {
			t.Fatal(err)
		}
		if err := c.Templates.Write(&other); err != nil || !bytes.Equal(file.Bytes(), other.Bytes()) || learned.Len() < 100 {
			t.Errorf("%d templates change when they are stored, or %v", learned.Len(), err)
		}
	})
	for i := range first {
		if again[i] != first[i] || stored[i] != first[i] {
			t.Fatalf("page %d: %q, %q, %q", i, first[i], again[i], stored[i])
		}
	}
}

// Damage and cancelling end as in Run.
func TestLearnDamage(t *testing.T) {
	var told []string
	c := Config{Inputs: []string{"-", "nowhere.jsonl"}, Stdin: strings.NewReader("{\"text\": 1}\n{\n"), Read: corpus.Options{From: "jsonl"},
		Warn: func(err error) { told = append(told, err.Error()) }}
	if _, err := Learn(t.Context(), c); err != nil || len(told) != 3 {
		t.Errorf("%v; told %q", err, told)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Learn(ctx, c); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A file of templates is read or refused; what is read is written again as it
// was.
func FuzzReadTemplates(f *testing.F) {
	line := `{"key":"0123456789abcdef0123456789abcdef","pages":3,"of":5}`
	for _, s := range []string{"", templateHeader, templateHeader + "\n" + line + "\n", templateHeader + "\n" + line + line,
		templateHeader + "\n" + strings.Replace(line, "3", "2", 1), templateHeader + "\n" + strings.Replace(line, "pages", "Pages", 1)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		templates, err := ReadTemplates(bytes.NewReader(file))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := templates.Write(&out); err != nil {
			t.Fatal(err)
		}
		again, err := ReadTemplates(&out)
		if err != nil || again.Len() != templates.Len() {
			t.Errorf("%d lines, then %v", templates.Len(), err)
		}
	})
}
