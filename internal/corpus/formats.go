package corpus

import "strings"

// A Format is a way in which documents stand in a file.
type Format struct {
	Name string
	Doc  string
	// Suffixes of file names that choose the format, before that of a
	// compression.
	Suffixes []string
}

// Formats lists what can be read and written, in the order of the help text.
func Formats() []Format {
	return []Format{
		{Name: "text", Doc: "the whole file is one document", Suffixes: []string{".txt", ".text"}},
		{Name: "lines", Doc: "every line is a document"},
		{Name: "jsonl", Doc: "every line is a JSON object that holds the text in a field", Suffixes: []string{".jsonl", ".ndjson"}},
	}
}

type format uint8

const (
	formatAuto format = iota // choose when reading; the document's own when writing
	formatText
	formatLines
	formatJSONL
)

func (f format) String() string {
	if f == formatAuto {
		return "auto"
	}
	return Formats()[f-1].Name
}

// formatNamed is the format of that name; "" and "auto" are formatAuto.
func formatNamed(name string) (format, bool) {
	if name == "" || name == "auto" {
		return formatAuto, true
	}
	for i, f := range Formats() {
		if f.Name == name {
			return format(i + 1), true
		}
	}
	return 0, false
}

// formatOf chooses by the name of a file, or formatAuto if it says nothing.
func formatOf(name string) format {
	name = strings.ToLower(name)
	for _, suffix := range []string{".gz", ".zst", ".bz2"} {
		if s, ok := strings.CutSuffix(name, suffix); ok {
			name = s
			break
		}
	}
	for i, f := range Formats() {
		for _, suffix := range f.Suffixes {
			if strings.HasSuffix(name, suffix) {
				return format(i + 1)
			}
		}
	}
	return formatAuto
}
