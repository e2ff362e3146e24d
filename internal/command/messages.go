package command

import (
	"fmt"
	"io"
	"strings"
	"sync"

	"winnow/internal/report"
)

// sameMessages is how often a kind of damage is named before the rest is only
// counted: a corpus with a broken byte in each of a million records has said
// what it has to say by then.
const sameMessages = 20

// messages is what the program says on standard error. Everything foreign in
// it is escaped, and the line of the progress, if any, makes room for it. It is
// safe for concurrent use. Errors of writing are dropped: there is nobody left
// to tell.
type messages struct {
	mu       sync.Mutex
	w        io.Writer
	kinds    map[string]int
	order    []string
	progress int // columns of the progress line that stands on the terminal
}

func newMessages(w io.Writer) *messages {
	return &messages{w: w, kinds: map[string]int{}}
}

// line says one message, which may hold foreign text.
func (m *messages) line(message string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.write(message)
}

func (m *messages) write(message string) {
	m.clear()
	fmt.Fprintf(m.w, "winnow: %s\n", escape(message))
}

// damage says what is wrong with the input; of messages that are the same in
// kind only the first sameMessages.
func (m *messages) damage(kind, message string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kinds[kind]++; m.kinds[kind] == 1 {
		m.order = append(m.order, kind)
	}
	if m.kinds[kind] <= sameMessages {
		m.write(message)
	}
}

// damaged reports whether any damage was said.
func (m *messages) damaged() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.order) > 0
}

// end says how much damage was left unsaid.
func (m *messages) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.clear()
	for _, kind := range m.order {
		if more := m.kinds[kind] - sameMessages; more > 0 {
			m.write(fmt.Sprintf("... and %d more like it: %s", more, kind))
			m.kinds[kind] = sameMessages
		}
	}
}

// text writes lines that are escaped already, such as the summary.
func (m *messages) text(lines string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.clear()
	io.WriteString(m.w, lines)
}

// show puts the progress on the terminal, in place of what was there.
func (m *messages) show(status string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	status = escape(status)
	pad := max(0, m.progress-len(status))
	fmt.Fprintf(m.w, "\r%s%s", status, strings.Repeat(" ", pad))
	m.progress = len(status)
}

func (m *messages) clear() {
	if m.progress > 0 {
		fmt.Fprintf(m.w, "\r%s\r", strings.Repeat(" ", m.progress))
		m.progress = 0
	}
}

// escape makes foreign text safe for a terminal: no control characters, no
// broken bytes, nothing that turns the writing around.
func escape(s string) string { return string(report.Escape(s)) }
