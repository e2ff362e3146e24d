package clean

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"
)

// A Model judges the lines of a page. It does not change once made.
type Model struct {
	// First sees the page, Second also what First said of it.
	First, Second Forest
}

// modelMagic is what the bytes of a model begin with. The number grows when
// features change their meaning, for trees of other features say nonsense.
const modelMagic = "winnow line model 4\n"

//go:embed model.bin
var shippedModel []byte

// DefaultModel returns the model that winnow ships with. docs/model.md tells
// what it was trained on.
var DefaultModel = sync.OnceValue(func() *Model {
	m, err := ParseModel(shippedModel)
	if err != nil {
		panic("the shipped model: " + err.Error()) // a test reads it
	}
	return m
})

// AppendBinary appends m to dst: the magic, then for each forest its bias, its
// number of trees, and for each tree its depth, splits (three bytes each) and
// leaves; CRC-32 (IEEE) of all that at the end. Numbers are little endian.
func (m *Model) AppendBinary(dst []byte) []byte {
	start := len(dst)
	dst = append(dst, modelMagic...)
	for _, f := range []*Forest{&m.First, &m.Second} {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(f.Bias))
		dst = binary.LittleEndian.AppendUint16(dst, uint16(len(f.Trees)))
		for _, t := range f.Trees {
			dst = append(dst, byte(len(t.Splits)))
			for _, s := range t.Splits {
				dst = append(dst, byte(s.Feature), byte(s.Lag), s.Border)
			}
			for _, l := range t.Leaves {
				dst = binary.LittleEndian.AppendUint16(dst, uint16(l))
			}
		}
	}
	return binary.LittleEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[start:]))
}

var errModelEnds = errors.New("the model breaks off")

// ParseModel reads what AppendBinary wrote. Errors say what is wrong with data.
func ParseModel(data []byte) (*Model, error) {
	if !bytes.HasPrefix(data, []byte(modelMagic)) {
		if bytes.HasPrefix(data, []byte("winnow line model ")) {
			return nil, errors.New("the model is of another version of winnow: train it again")
		}
		return nil, errors.New("this is no model")
	}
	if len(data) < len(modelMagic)+4 {
		return nil, errModelEnds
	}
	body, sum := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, errors.New("the model is damaged: its checksum is another")
	}
	m := new(Model)
	r := modelReader{data: body[len(modelMagic):]}
	r.forest(&m.First, FirstOfScores)
	r.forest(&m.Second, featureCount)
	if r.err == nil && len(r.data) > 0 {
		r.err = fmt.Errorf("%d bytes too many", len(r.data))
	}
	return m, r.err
}

type modelReader struct {
	data []byte
	err  error
}

// next returns the next n bytes, zeros after an error.
func (r *modelReader) next(n int) []byte {
	if len(r.data) < n {
		r.err, r.data = errModelEnds, nil
		return make([]byte, n)
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *modelReader) forest(f *Forest, features Feature) {
	f.Bias = int32(binary.LittleEndian.Uint32(r.next(4)))
	trees := int(binary.LittleEndian.Uint16(r.next(2)))
	for k := 0; k < trees && r.err == nil; k++ {
		depth := int(r.next(1)[0])
		if depth > maxDepth {
			r.err = fmt.Errorf("a tree is %d questions deep, %d is the most", depth, maxDepth)
			return
		}
		var t Tree
		for range depth {
			b := r.next(3)
			t.Splits = append(t.Splits, Split{Feature(b[0]), int8(b[1]), b[2]})
		}
		for range 1 << depth {
			t.Leaves = append(t.Leaves, int16(binary.LittleEndian.Uint16(r.next(2))))
		}
		if r.err == nil && !t.valid(features) {
			r.err = errors.New("a tree asks about what is not there")
		}
		f.Trees = append(f.Trees, t)
	}
	if r.err == nil {
		f.pack()
	}
}
