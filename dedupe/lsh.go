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

func (s bandSlot) used() bool { return s.text != 0 }

// start is where the search for the slot's value begins in a table of n slots:
// the value as a fraction of that.
func (s bandSlot) start(n int) int { return int(uint64(s.value) * uint64(n) >> 32) }

func (b *band) start(value uint32) int { return bandSlot{value: value}.start(len(b.slots)) }

func (b *band) after(i int) int { return after(i, len(b.slots)) }

// grow makes the table half as long again.
func (b *band) grow() {
	b.slots = grown(b.slots, smallBand, bandSlot.used, bandSlot.start)
}
