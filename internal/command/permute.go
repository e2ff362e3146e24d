package command

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A line is a command line put in order: urfave/cli stops at the first word
// that is no flag, and people write flags after files.
type line struct {
	path  []string // the subcommand and its verb, if any
	flags []typed  // in the order in which they stood
	files []string // everything else
	// help is "" or the flag that asked for it, -h or --help; version likewise.
	help, version string
	// bare is the first word that is no flag, if it stood before any "--":
	// a subcommand misspelt looks like this.
	bare string
}

// typed is a flag as it stood on the command line, by its long name.
type typed struct {
	name, value string
	hasValue    bool
}

// words returns the line as urfave/cli wants it: flags first, each with its
// value in the same word, and the files behind "--".
func (l *line) words() []string {
	words := slices.Clone(l.path)
	for _, f := range l.flags {
		if f.hasValue {
			words = append(words, "--"+f.name+"="+f.value)
		} else {
			words = append(words, "--"+f.name)
		}
	}
	return append(append(words, "--"), l.files...)
}

// A permuter puts a command line in order. It knows all flags of the program,
// so that a flag may stand before its subcommand.
type permuter struct {
	table    []flagDef
	commands []subcommand
	line     line
	rest     []string
}

// permute reads args, without the program's name.
func permute(args []string, table []flagDef, commands []subcommand) (*line, error) {
	p := &permuter{table: table, commands: commands, rest: args}
	for len(p.rest) > 0 {
		word := p.rest[0]
		p.rest = p.rest[1:]
		switch {
		case word == "--":
			p.line.files = append(p.line.files, p.rest...)
			p.rest = nil
		case strings.HasPrefix(word, "--"):
			if err := p.long(word); err != nil {
				return nil, err
			}
		case len(word) > 1 && word[0] == '-':
			if err := p.short(word); err != nil {
				return nil, err
			}
		default:
			p.name(word)
		}
	}
	return &p.line, nil
}

// name takes a word that is no flag: a subcommand if it comes first, the verb
// of one, or a file.
func (p *permuter) name(word string) {
	choice := p.commands
	if len(p.line.path) == 1 {
		choice = find(p.commands, p.line.path[0]).verbs
	}
	if len(p.line.files) == 0 && len(p.line.path) < 2 && find(choice, word) != nil {
		p.line.path = append(p.line.path, word)
		return
	}
	if len(p.line.files) == 0 {
		p.line.bare = word
	}
	p.line.files = append(p.line.files, word)
}

// long takes --name, --name=value or --name value.
func (p *permuter) long(word string) error {
	name, value, hasValue := strings.Cut(word[2:], "=")
	switch name {
	case "help":
		p.line.help = word
		return nil
	case "version":
		p.line.version = word
		return nil
	}
	d := p.flag(func(d *flagDef) bool { return d.name == name })
	if d == nil {
		return unknown("flag", "--"+name, p.longNames())
	}
	return p.value(d, "--"+name, value, hasValue)
}

// short takes -o value, -ovalue, -o=value and switches in a row, as in -qj8.
func (p *permuter) short(word string) error {
	// With a single dash a long name would be read as -o and the value "utput".
	long, _, _ := strings.Cut(word[1:], "=")
	if len(long) > 1 && slices.Contains(p.longNames(), "--"+long) {
		return usagef("did you mean --"+long+"?", "unknown flag -%s", long)
	}
	for after := word[1:]; after != ""; {
		letter, size := utf8.DecodeRuneInString(after)
		after = after[size:]
		if letter == 'h' {
			p.line.help = "-h"
			continue
		}
		d := p.flag(func(d *flagDef) bool { return d.short == string(letter) })
		if d == nil {
			return p.unknownShort(word, letter)
		}
		if d.arg == "" && !strings.HasPrefix(after, "=") {
			p.line.flags = append(p.line.flags, typed{name: d.name})
			continue
		}
		return p.value(d, "-"+d.short, strings.TrimPrefix(after, "="), after != "")
	}
	return nil
}

// value finds the value of the flag d, which was written as given.
func (p *permuter) value(d *flagDef, given, value string, hasValue bool) error {
	switch {
	case d.arg == "" && hasValue:
		return usagef("write "+given, "%s takes no value", given)
	case d.arg == "":
	case hasValue:
	case d.alone != "":
		value, hasValue = d.alone, true
		if len(p.rest) > 0 && slices.Contains(d.words, p.rest[0]) {
			value, p.rest = p.rest[0], p.rest[1:]
		}
	case len(p.rest) == 0 || p.rest[0] == "--":
		return usagef("write "+given+" "+d.arg, "%s needs a value", given)
	case slices.Contains(p.longNames(), p.rest[0]):
		return usagef("write --"+d.name+"="+p.rest[0]+" if that is its value", "%s needs a value", given)
	default:
		value, hasValue, p.rest = p.rest[0], true, p.rest[1:]
	}
	p.line.flags = append(p.line.flags, typed{d.name, value, hasValue})
	return nil
}

func (p *permuter) flag(is func(*flagDef) bool) *flagDef {
	if i := slices.IndexFunc(p.table, func(d flagDef) bool { return is(&d) }); i >= 0 {
		return &p.table[i]
	}
	return nil
}

func (p *permuter) longNames() []string {
	list := []string{"--help", "--version"}
	for i := range p.table {
		list = append(list, "--"+p.table[i].name)
	}
	return list
}

// unknownShort is the error for a letter that is no flag. Any letter is one
// slip away from any other, so the nearest is a long name: one that looks like
// the word, or one that begins with the letter.
func (p *permuter) unknownShort(word string, letter rune) error {
	if n := nearest("-"+word, p.longNames()); n != "" && len(word) > 2 {
		return usagef("did you mean "+n+"?", "unknown flag %s", quote(word))
	}
	for _, n := range p.longNames() {
		if strings.HasPrefix(n, "--"+string(letter)) {
			return usagef("did you mean "+n+"?", "unknown flag -%c", letter)
		}
	}
	return usagef("see winnow --help", "unknown flag -%c", letter)
}
