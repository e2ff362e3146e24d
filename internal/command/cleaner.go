package command

import (
	"errors"
	"os"
	"strings"

	"winnow/clean"
	"winnow/internal/corpus"
)

// newCleaner makes the cleaner that the options ask for. What is wrong with
// them or with a pack is an error of usage: nothing has been written yet.
func newCleaner(o *options, rules bool) (*clean.Cleaner, error) {
	packs, err := readPacks(o.rules)
	if err != nil {
		return nil, err
	}
	encoding, err := cleanerEncoding(o.encoding)
	if err != nil {
		return nil, err
	}
	level, err := clean.ParseLevel(o.level)
	if err != nil {
		return nil, usagef("", "%v", err)
	}
	model, err := readModel(o.model)
	if err != nil {
		return nil, err
	}
	c, err := clean.New(clean.Options{
		Model: model, Level: level, Weigh: o.weights,
		NormalizeOptions: clean.NormalizeOptions{
			Encoding: encoding, NFKC: o.nfkc,
			ASCIIQuotes: o.asciiQuotes, ASCIIDashes: o.asciiDashes, ASCIIEllipsis: o.asciiDot,
		},
		Disable: o.disable, Only: o.only, Packs: packs, NoRules: !rules,
	})
	return c, cleanerError(packs, err)
}

// cleanerEncoding checks the name of an encoding and returns the one that the
// cleaner is told: UTF-32, which the web does not know, is UTF-8 by then.
func cleanerEncoding(name string) (string, error) {
	r, err := corpus.Open("-", strings.NewReader(""), corpus.Options{Encoding: name})
	if err != nil {
		return "", unknown("encoding", name, encodingNames())
	}
	if strings.HasPrefix(strings.ToLower(name), "utf-32") || strings.HasPrefix(strings.ToLower(name), "utf32") {
		name = "utf-8"
	}
	return name, r.Close()
}

// cleanerError turns what clean.New refuses into what to type instead.
func cleanerError(packs []clean.Pack, err error) error {
	var (
		name *clean.UnknownRuleError
		pack *clean.PackError
	)
	switch {
	case err == nil:
		return nil
	case errors.As(err, &name):
		return unknown("rule", name.Name, ruleNames(clean.Rules(), packs...))
	case errors.As(err, &pack):
		return usagef("", "%v", err)
	}
	return usagef("", "%v", err)
}

// readModel reads the user's model; nil for the one that winnow ships with.
func readModel(name string) (*clean.Model, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, usagef("", "--model %s: %v", quote(name), plainError(err))
	}
	m, err := clean.ParseModel(data)
	if err != nil {
		return nil, usagef("make one with winnow train", "--model %s: %v", quote(name), err)
	}
	return m, nil
}

// readPacks reads the user's packs.
func readPacks(files []string) ([]clean.Pack, error) {
	var packs []clean.Pack
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, usagef("", "--rules %s: %v", quote(name), plainError(err))
		}
		pack, err := clean.ParsePack(name, data)
		if err != nil {
			return nil, usagef("", "%v", err)
		}
		packs = append(packs, pack)
	}
	return packs, nil
}

// ruleNames are the names of rules, and of those that packs define; without
// the placeholder of what is kept.
func ruleNames(rules []clean.Rule, packs ...clean.Pack) []string {
	var names []string
	known := map[string]bool{}
	add := func(name string) {
		if !known[name] {
			known[name] = true
			names = append(names, name)
		}
	}
	for _, r := range rules[1:] {
		add(r.Name)
	}
	for _, p := range packs {
		for _, e := range p.Entries {
			if e.Kind != clean.Words {
				add(e.Rule)
			}
		}
	}
	return names
}

// encodingNames are the names that the web's standard gives its encodings, for
// the suggestion of the nearest one. Other labels are understood too.
func encodingNames() []string {
	return []string{
		"utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-1256", "windows-1250", "windows-1251", "windows-1253",
		"windows-1254", "windows-1255", "windows-1257", "windows-1258", "windows-874", "iso-8859-1", "iso-8859-2", "iso-8859-3",
		"iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-10", "iso-8859-13", "iso-8859-14",
		"iso-8859-15", "iso-8859-16", "latin1", "koi8-r", "koi8-u", "macintosh", "ibm866", "gbk", "gb18030", "big5",
		"shift_jis", "euc-jp", "euc-kr", "iso-2022-jp", "utf-32",
	}
}
