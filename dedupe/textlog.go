package dedupe

import (
	"errors"
	"fmt"
	"os"
)

// A textLog keeps texts, one after another: the first ones in memory, later
// ones in a temporary file without a name. The zero value keeps everything in
// the file but the chunk at hand.
type textLog struct {
	memory int64 // bytes that may stay in memory
	chunks [][]byte
	tail   []byte // what is not a whole chunk yet
	size   int64
	file   *os.File // everything after the chunks and before the tail
	named  string   // the file's name, if it could not be removed while open
}

// logChunk is the unit in which texts go to memory or to the file.
const logChunk = 1 << 20

// append adds a text and returns where it begins.
func (l *textLog) append(text []byte) (at int64, err error) {
	at = l.size
	l.size += int64(len(text))
	for len(text) > 0 {
		if l.tail == nil {
			l.tail = make([]byte, 0, logChunk)
		}
		n := min(len(text), logChunk-len(l.tail))
		l.tail = append(l.tail, text[:n]...)
		text = text[n:]
		if len(l.tail) == logChunk {
			if err := l.flush(); err != nil {
				return 0, err
			}
		}
	}
	return at, nil
}

// flush finds a place for a chunk that is full.
func (l *textLog) flush() (err error) {
	if l.file == nil && l.held()+logChunk <= l.memory {
		l.chunks = append(l.chunks, l.tail)
		l.tail = nil
		return nil
	}
	if l.file == nil {
		if err = l.open(); err != nil {
			return err
		}
	}
	if _, err = l.file.Write(l.tail); err != nil {
		return fmt.Errorf("temporary file of texts: %w", err)
	}
	l.tail = l.tail[:0]
	return nil
}

// open makes the file, without a name where the system can do that.
func (l *textLog) open() error {
	f, err := os.CreateTemp("", "winnow-texts-")
	if err != nil {
		return fmt.Errorf("temporary file of texts: %w", err)
	}
	if os.Remove(f.Name()) != nil {
		l.named = f.Name()
	}
	l.file = f
	return nil
}

// held is how many bytes of whole chunks are in memory.
func (l *textLog) held() int64 { return int64(len(l.chunks)) * logChunk }

// read appends length bytes from at on.
func (l *textLog) read(dst []byte, at, length int64) ([]byte, error) {
	for length > 0 {
		filed := l.size - int64(len(l.tail)) // where the tail begins
		var from []byte
		switch {
		case at < l.held():
			from = l.chunks[at/logChunk][at%logChunk:]
		case at >= filed:
			from = l.tail[at-filed:]
		default:
			n := min(length, filed-at)
			start := len(dst)
			dst = append(dst, make([]byte, n)...)
			if _, err := l.file.ReadAt(dst[start:], at-l.held()); err != nil {
				return dst[:start], fmt.Errorf("temporary file of texts: %w", err)
			}
			at, length = at+n, length-n
			continue
		}
		n := min(length, int64(len(from)))
		dst = append(dst, from[:n]...)
		at, length = at+n, length-n
	}
	return dst, nil
}

// close gives the file back.
func (l *textLog) close() error {
	if l.file == nil {
		return nil
	}
	err := l.file.Close()
	if l.named != "" {
		err = errors.Join(err, os.Remove(l.named))
	}
	l.file = nil
	return err
}
