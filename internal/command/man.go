package command

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

func manCommand() subcommand {
	return subcommand{
		name: "man", hidden: true,
		usage: "Print the man page.",
		about: "The page is made from the definitions that the help is made from: winnow man > winnow.1",
		run: func(p *program, _ context.Context, o *options) error {
			if len(o.files) > 0 {
				return usagef("write winnow man", "winnow man takes no arguments")
			}
			return p.print(p.manPage())
		},
	}
}

// manPage is the manual in roff, made from the same definitions as the help.
func (p *program) manPage() string {
	var b strings.Builder
	c := filterCommand()
	fmt.Fprintf(&b, ".TH WINNOW 1 \"\" %s \"User Commands\"\n", roffWord("winnow "+version))
	fmt.Fprintf(&b, ".SH NAME\nwinnow \\- %s\n", roff(strings.TrimSuffix(strings.ToLower(c.usage[:1])+c.usage[1:], ".")))
	b.WriteString(".SH SYNOPSIS\n.B winnow\n[FLAGS] [FILE|DIR|\\-]...\n.br\n.B winnow\nCOMMAND [FLAGS] [ARGUMENTS]...\n")
	b.WriteString(".SH DESCRIPTION\n" + roff(c.about) + "\n")
	b.WriteString(".SH COMMANDS\n")
	p.manCommands(&b, nil, p.commands)
	b.WriteString(".SH FLAGS\nFlags may stand before or after files; everything after \\-\\- is a file.\n")
	for _, g := range groups() {
		fmt.Fprintf(&b, ".SS %s\n", roff(g))
		p.manFlags(&b, g)
	}
	b.WriteString(".SH EXIT STATUS\n")
	for _, s := range statuses() {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(s.number), roff(s.meaning))
	}
	b.WriteString(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nIf set, explain uses colours only with \\-\\-color always.\n")
	b.WriteString(".SH EXAMPLES\n")
	for _, e := range examples() {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(e.command), roff(e.what))
	}
	return b.String()
}

func (p *program) manCommands(b *strings.Builder, path []string, commands []subcommand) {
	for i := range commands {
		c := &commands[i]
		if c.hidden {
			continue
		}
		here := append(slices.Clone(path), c.name)
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(usageLine(here, c)), roff(c.usage))
		if c.about != "" {
			fmt.Fprintf(b, ".IP\n%s\n", roff(c.about))
		}
		p.manCommands(b, here, c.verbs)
	}
}

func (p *program) manFlags(b *strings.Builder, group string) {
	for i := range p.table {
		d := &p.table[i]
		if d.group != group {
			continue
		}
		text := d.usage
		if d.def != "" {
			text += " Default: " + d.def + "."
		}
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(d.spelling()), roff(text))
	}
}

// roff escapes text for troff: backslashes, hyphens that are to be copied as
// such, and lines that would begin a request.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n\n", "\n.PP\n").Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "'") || strings.HasPrefix(l, ".") && l != ".PP" {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}

// roffWord is text as one argument of a request.
func roffWord(text string) string {
	return `"` + strings.ReplaceAll(roff(text), `"`, `\(dq`) + `"`
}
