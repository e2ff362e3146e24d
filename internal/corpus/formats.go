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
	stem, _ := cutPacking(name)
	f, _ := suffixOf(stem)
	return f
}

// Rename returns the name for a file that is written in the format to: a
// suffix of another format is replaced, before that of a compression, and JSON
// Lines get one in any case. With "" or "auto" the name stays.
func Rename(name, to string) string {
	f, _ := formatNamed(to)
	if f == formatLines {
		f = formatText // which has the suffix of both
	}
	stem, packing := cutPacking(name)
	from, suffix := suffixOf(stem)
	switch {
	case f == formatAuto || f == from || f == formatText && from == formatAuto:
		return name
	default:
		return stem[:len(stem)-len(suffix)] + Formats()[f-1].Suffixes[0] + packing
	}
}

// cutPacking splits the suffix of a compression off a name.
func cutPacking(name string) (stem, suffix string) {
	for _, suffix := range []string{".gz", ".zst", ".bz2"} {
		if n := len(name) - len(suffix); n >= 0 && strings.EqualFold(name[n:], suffix) {
			return name[:n], name[n:]
		}
	}
	return name, ""
}

// suffixOf finds the format whose suffix a name has, and that suffix as it is
// written there.
func suffixOf(name string) (format, string) {
	for i, f := range Formats() {
		for _, suffix := range f.Suffixes {
			if n := len(name) - len(suffix); n >= 0 && strings.EqualFold(name[n:], suffix) {
				return format(i + 1), name[n:]
			}
		}
	}
	return formatAuto, ""
}
