package pipeline

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"winnow/dedupe"
)

// templateHeader is the first line of a file of templates.
const templateHeader = `{"winnow":"templates","version":2}`

// A templateLine is each other line of it.
type templateLine struct {
	Key   string `json:"key"` // 32 hexadecimal digits
	Pages uint32 `json:"pages"`
	Of    uint32 `json:"of"`
}

// Write writes the templates as JSON Lines, the same bytes for the same
// templates.
func (t *Templates) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, templateHeader)
	keys := slices.SortedFunc(maps.Keys(t.lines), func(a, b dedupe.Key) int {
		return cmp.Or(cmp.Compare(a.Hi, b.Hi), cmp.Compare(a.Lo, b.Lo))
	})
	for _, k := range keys {
		s := t.lines[k]
		fmt.Fprintf(out, "{\"key\":\"%016x%016x\",\"pages\":%d,\"of\":%d}\n", k.Hi, k.Lo, s.on, s.of)
	}
	return out.Flush()
}

// Len returns the number of lines.
func (t *Templates) Len() int { return len(t.lines) }

// ErrNoTemplates says that a file does not begin as templates do.
var ErrNoTemplates = errors.New("no templates")

// AreTemplates says whether r begins as templates do.
func AreTemplates(r io.Reader) bool {
	head := make([]byte, len(templateHeader)+1)
	_, err := io.ReadFull(r, head)
	return err == nil && string(head) == templateHeader+"\n"
}

// ReadTemplates reads what Write wrote. The error names the line that is wrong.
func ReadTemplates(r io.Reader) (*Templates, error) {
	lines := bufio.NewScanner(r) // no line that Write writes is longer than its buffer
	if !lines.Scan() || lines.Text() != templateHeader {
		return nil, cmp.Or(lines.Err(), ErrNoTemplates)
	}
	t := &Templates{lines: map[dedupe.Key]standing{}}
	for number := 2; lines.Scan(); number++ {
		if err := t.readLine(lines.Bytes()); err != nil {
			return nil, fmt.Errorf("line %d: %v", number, err)
		}
	}
	return t, lines.Err()
}

func (t *Templates) readLine(line []byte) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	var l templateLine
	if err := d.Decode(&l); err != nil {
		return err
	}
	if d.InputOffset() != int64(len(line)) || len(l.Key) != 32 {
		return errors.New("not a key of 32 digits with its pages")
	}
	hi, errHi := strconv.ParseUint(l.Key[:16], 16, 64)
	lo, errLo := strconv.ParseUint(l.Key[16:], 16, 64)
	s := standing{l.Pages, l.Of}
	switch {
	case errHi != nil || errLo != nil:
		return errors.New("not a key of 32 digits")
	case s.on > s.of || !s.recurs():
		return errors.New("too few pages for a template")
	}
	t.lines[dedupe.Key{Lo: lo, Hi: hi}] = s
	return nil
}
