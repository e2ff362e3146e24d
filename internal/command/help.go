package command

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// helpWidth is the width of the help: that of the narrowest terminal in use.
const helpWidth = 80

// helpColumn is where the descriptions begin.
const helpColumn = 26

func helpCommand() subcommand {
	return subcommand{
		name: "help", args: "[COMMAND]",
		usage: "Explain a command and all its flags.",
		run: func(p *program, _ context.Context, o *options) error {
			path := o.files[:min(2, len(o.files))]
			choice := p.commands
			for _, name := range path {
				c := find(choice, name)
				if c == nil {
					return unknown("command", name, visible(choice))
				}
				choice = c.verbs
			}
			return p.print(p.helpText(path, false))
		},
	}
}

// helpText is the help of the command at path: the short one fits a screen.
func (p *program) helpText(path []string, short bool) string {
	var b strings.Builder
	c := p.resolve(&line{path: path})
	if len(path) == 0 {
		fmt.Fprintf(&b, "%s\n\nUsage: winnow [FLAGS] [FILE|DIR|-]...\n       winnow COMMAND [FLAGS] [ARGUMENTS]...\n", c.usage)
	} else {
		fmt.Fprintf(&b, "%s\n\nUsage: %s\n", c.usage, usageLine(path, c))
	}
	if !short && c.about != "" {
		b.WriteString("\n" + fill(c.about, 0, helpWidth) + "\n")
	}
	verbs := c.verbs
	if len(path) == 0 {
		verbs = p.commands
	}
	writeCommands(&b, verbs)
	for _, g := range groups() {
		p.writeFlags(&b, c, g, short)
	}
	if len(path) == 0 {
		writeEnding(&b, short)
	}
	return b.String()
}

func usageLine(path []string, c *subcommand) string {
	words := append([]string{"winnow"}, path...)
	if len(c.flags) > 0 {
		words = append(words, "[FLAGS]")
	}
	if c.verbs != nil {
		words = append(words, "["+strings.Join(visible(c.verbs), "|")+"]")
	}
	if c.args != "" {
		words = append(words, c.args)
	}
	return strings.Join(words, " ")
}

func writeCommands(b *strings.Builder, commands []subcommand) {
	if len(commands) == 0 {
		return
	}
	b.WriteString("\nCommands:\n")
	for _, c := range commands {
		if !c.hidden {
			entry(b, c.name, c.usage)
		}
	}
}

// writeFlags writes the flags of c under one heading; for the short help those
// that are common, with the first sentence of what they do.
func (p *program) writeFlags(b *strings.Builder, c *subcommand, group string, short bool) {
	heading := "\n" + group + ":\n"
	for i := range p.table {
		d := &p.table[i]
		if d.group != group || !slices.Contains(c.flags, d.name) || short && !d.common {
			continue
		}
		b.WriteString(heading)
		heading = ""
		text := d.usage
		if short {
			text = firstSentence(text)
		} else if d.def != "" && !slices.Contains([]string{"auto", "-"}, d.def) {
			text += " Default: " + d.def + "."
		}
		entry(b, d.spelling(), text)
	}
}

// spelling is the flag as it is typed: -o, --output FILE.
func (d *flagDef) spelling() string {
	s := "--" + d.name
	if d.short != "" {
		s = "-" + d.short + ", " + s
	}
	switch {
	case d.arg == "":
	case d.alone != "":
		s += "[=" + d.arg + "]"
	default:
		s += " " + d.arg
	}
	return s
}

func writeEnding(b *strings.Builder, short bool) {
	if short {
		b.WriteString("\nwinnow --help lists all flags, winnow help COMMAND those of a command.\n")
		return
	}
	b.WriteString("\nExit status:\n")
	for _, s := range statuses() {
		entry(b, s.number, s.meaning)
	}
	b.WriteString("\nExamples:\n")
	for _, e := range examples() {
		fmt.Fprintf(b, "  %s\n      %s\n", e.command, e.what)
	}
}

// statuses are the exit statuses for the help and the man page.
func statuses() []struct{ number, meaning string } {
	return []struct{ number, meaning string }{
		{"0", "All input was handled and the output is complete."},
		{"1", "A mistake in usage or in rules; nothing was written."},
		{"2", "The output is not complete: disk full, I/O error."},
		{"3", "Some input was damaged or unreadable: it is named, and what could be read was written, but --in-place leaves such a file as it was if something would be lost. Also when --max-removed was passed: then no file is written, and only a stream has the text."},
		{"10", "The index of earlier runs is missing, or was made in another way; nothing was written."},
		{"11", "Another run uses the index; nothing was written."},
		{"128+n", "Ended by signal n; no file was left half written."},
	}
}

// examples are the recipes for the help and the man page.
func examples() []struct{ command, what string } {
	return []struct{ command, what string }{
		{"winnow page.txt > clean.txt", "clean a page"},
		{"winnow -o clean/ pages/", "clean a folder of pages, each paragraph once"},
		{"winnow crawl.jsonl.zst --audit removed.jsonl -o clean.jsonl.zst", "clean a corpus and keep what was removed"},
		{"winnow --seen .index -o today/ crawl/", "leave out what earlier runs kept, too"},
		{"winnow explain page.txt", "see what would go, and why"},
	}
}

// entry writes a name and what it means, in two columns.
func entry(b *strings.Builder, name, text string) {
	lines := strings.Split(fill(text, helpColumn, helpWidth), "\n")
	if utf8.RuneCountInString(name) > helpColumn-4 {
		fmt.Fprintf(b, "  %s\n", name)
	} else {
		fmt.Fprintf(b, "  %-*s%s\n", helpColumn-2, name, lines[0])
		lines = lines[1:]
	}
	for _, l := range lines {
		fmt.Fprintf(b, "%*s%s\n", helpColumn, "", l)
	}
}

// fill breaks text into lines of at most width columns less indent. Blank
// lines of text stay.
func fill(text string, indent, width int) string {
	var b strings.Builder
	for i, paragraph := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString("\n\n")
		}
		column := 0
		for _, word := range strings.Fields(paragraph) {
			n := utf8.RuneCountInString(word)
			switch {
			case column == 0:
			case indent+column+1+n > width:
				b.WriteByte('\n')
				column = 0
			default:
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += n
		}
	}
	return b.String()
}

// firstSentence cuts text behind its first sentence or half-sentence.
func firstSentence(text string) string {
	if i := strings.IndexAny(text, ":;"); i > 0 && i < strings.Index(text+". ", ". ") {
		return text[:i] + "."
	}
	first, _, found := strings.Cut(text, ". ")
	if !found {
		return text
	}
	return first + "."
}
