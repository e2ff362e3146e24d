package dedupe

import "math"

// bands says how a sketch is cut: two texts are compared if all rows of at
// least one band agree. With the similarity s that happens with probability
// 1-(1-s^rows)^number (Leskovec, Rajaraman and Ullman, Mining of Massive
// Datasets, section 3.4.2).
type bands struct{ number, rows int }

const (
	// maxMinima is how many minima a sketch has at most.
	maxMinima = 128
	// maxMissed is how many pairs of exactly the threshold's similarity may be
	// missed. What is found too much is compared and dropped, and costs time;
	// what is missed stays.
	maxMissed = 0.01
)

// chooseBands returns the bands for a threshold: the most rows, for they save
// comparisons, with which maxMinima suffice to miss no more than maxMissed,
// and the fewest bands that do.
func chooseBands(threshold float64) bands {
	best := bands{number: maxMinima, rows: 1}
	for rows := 1; rows <= maxMinima; rows++ {
		number := 1.0
		if agree := math.Pow(threshold, float64(rows)); agree < 1 {
			number = max(1, math.Ceil(math.Log(maxMissed)/math.Log1p(-agree)))
		}
		if number*float64(rows) <= maxMinima {
			best = bands{int(number), rows}
		}
	}
	return best
}

// found returns the probability that two texts of similarity s are compared.
func (b bands) found(s float64) float64 {
	return 1 - math.Pow(1-math.Pow(s, float64(b.rows)), float64(b.number))
}

// A band is a hash table from the value of a band to the texts that have it,
// with linear probing. Texts of one value stand in the order in which they
// came; there are at most maxBucket of them.
type band struct {
	slots []bandSlot
	n     int
}

type bandSlot struct {
	value uint32
	text  uint32 // number of the text plus one; zero is an empty slot
}

const (
	bandSlotBytes = 8
	smallBand     = 64
	// maxBucket bounds the texts that share a band's value: those that come
	// later are found by other bands, or by the texts they resemble.
	maxBucket = 16
)

// find appends the texts with the value, and returns the empty slot behind
// them, or -1 if no more texts of that value are taken.
func (b *band) find(dst []uint32, value uint32) (texts []uint32, room int) {
	if b.slots == nil {
		b.slots = make([]bandSlot, smallBand)
	}
	found := 0
	i := b.start(value)
	for ; b.slots[i].text != 0; i = b.after(i) {
		if b.slots[i].value == value {
			dst = append(dst, b.slots[i].text-1)
			found++
		}
	}
	if found >= maxBucket {
		return dst, -1
	}
	return dst, i
}

// put puts a text into the slot that find returned.
func (b *band) put(slot int, value, text uint32) {
	b.slots[slot] = bandSlot{value, text + 1}
	b.n++
	if b.n*5 > len(b.slots)*4 {
		b.grow()
	}
}

// start is where the search for a value begins: the value as a fraction of the
// table's length.
func (b *band) start(value uint32) int { return int(uint64(value) * uint64(len(b.slots)) >> 32) }

func (b *band) after(i int) int {
	if i++; i < len(b.slots) {
		return i
	}
	return 0
}

// grow makes the table half as long again. The texts of one value may stand
// around its end: they are taken over from the first one after an empty slot,
// so that they stay in order.
func (b *band) grow() {
	old := *b
	b.slots = make([]bandSlot, max(smallBand, len(old.slots)+len(old.slots)/2))
	first := 0
	for old.slots[first].text != 0 {
		first++
	}
	for i := old.after(first); i != first; i = old.after(i) {
		if s := old.slots[i]; s.text != 0 {
			j := b.start(s.value)
			for b.slots[j].text != 0 {
				j = b.after(j)
			}
			b.slots[j] = s
		}
	}
}
