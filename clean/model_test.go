package clean

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestShippedModel reads the model that the program embeds.
func TestShippedModel(t *testing.T) {
	m, err := ParseModel(shippedModel)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.AppendBinary(nil), shippedModel) {
		t.Error("the model changes when it is written again")
	}
	if len(shippedModel) > 4<<20 {
		t.Errorf("%d bytes are too many for a binary", len(shippedModel))
	}
}

// TestParseModelDamaged cuts and changes a model at each byte.
func TestParseModelDamaged(t *testing.T) {
	for n := range shippedModel {
		if n > 400 && n < len(shippedModel)-400 {
			continue // splits and leaves, all alike
		}
		if _, err := ParseModel(shippedModel[:n]); err == nil {
			t.Errorf("the first %d bytes are taken for a model", n)
		}
		changed := bytes.Clone(shippedModel)
		changed[n] ^= 0x10
		if _, err := ParseModel(changed); err == nil {
			t.Errorf("a model with another byte %d is taken", n)
		}
	}
	_, err := ParseModel([]byte("winnow line model 0\nold"))
	if err == nil || !strings.Contains(err.Error(), "another version") {
		t.Errorf("an old model: %v", err)
	}
}

// TestForestScore holds the scoring of many lines at a time against that of one
// line.
func TestForestScore(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 150 {
		var c Columns
		c.reset(random.IntN(100))
		for f := range featureCount {
			for i := range c.of(f) {
				c.of(f)[i] = byte(random.IntN(maxCell + 1))
			}
		}
		f := Forest{Bias: random.Int32N(100)}
		for range random.IntN(6) {
			var tree Tree
			depth := random.IntN(maxDepth + 1)
			if round%3 > 0 {
				depth = 6
			}
			for range depth {
				tree.Splits = append(tree.Splits, Split{Feature(random.IntN(int(featureCount))), int8(random.IntN(2*maxLag+1) - maxLag), byte(random.IntN(maxCell + 1))})
			}
			for range 1 << len(tree.Splits) {
				tree.Leaves = append(tree.Leaves, int16(random.IntN(1<<16)-1<<15))
			}
			f.Trees = append(f.Trees, tree)
		}
		if round%3 == 1 {
			if f.pack(); len(f.sixes) != len(f.Trees) {
				t.Fatalf("%d trees are packed as %d", len(f.Trees), len(f.sixes))
			}
		}
		scores := make([]int32, c.Lines)
		f.Score(&c, scores)
		for i, got := range scores {
			want := f.Bias
			for k := range f.Trees {
				want += int32(f.Trees[k].Leaves[f.Trees[k].leaf(&c, i)])
			}
			if got != want {
				t.Fatalf("line %d of %d scores %d, want %d", i, c.Lines, got, want)
			}
		}
	}
}

// TestFeatureNames fails when a feature has no name, or that of another.
func TestFeatureNames(t *testing.T) {
	seen := map[string]bool{}
	for f := range featureCount {
		if name := f.String(); name == "" || seen[name] {
			t.Errorf("feature %d is called %q", f, name)
		}
		seen[f.String()] = true
	}
}

// pagesOf returns the project's own pages.
func pagesOf(t testing.TB) map[string][]byte {
	names, err := filepath.Glob("../testdata/pages/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no pages", err)
	}
	pages := map[string][]byte{}
	for _, name := range names {
		if pages[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return pages
}

// TestColumns asks whether every cell of real and of strange pages is in the
// range that trees compare in, and whether margins are empty.
func TestColumns(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	pages := pagesOf(t)
	pages["empty"] = nil
	pages["one"] = []byte("x")
	pages["long"] = bytes.Repeat([]byte("Une phrase, puis une autre; encore une. "), 100_000)
	pages["many"] = bytes.Repeat([]byte("a\n"), maxModelLines)
	pages["signs"] = bytes.Repeat([]byte("§§§ !!! ... |||| 12345 ,,,,,;;;;\n今天天气很好。\n"), 400)
	var p Page
	for name, text := range pages {
		c.Clean(&p, text)
		columns := p.Columns()
		scores := make([]int32, columns.Lines)
		for i := range scores {
			scores[i] = int32(i%5-2) * 1 << 14
		}
		columns.AddScores(scores)
		for f := range featureCount {
			for i, v := range columns.Column(f) {
				in := i >= maxLag && i < maxLag+columns.Lines
				if v > maxCell || !in && v != 0 {
					t.Fatalf("%s: %s of line %d is %d", name, f, i-maxLag, v)
				}
			}
		}
	}
}

// TestLevels asks whether a stricter level removes all that a gentler one does.
func TestLevels(t *testing.T) {
	var cleaners []*Cleaner
	for _, l := range []Level{Gentle, Normal, Strict} {
		c := newCleaner(t, Options{Level: l})
		cleaners = append(cleaners, c)
	}
	removed := make([]int, len(cleaners))
	for name, text := range pagesOf(t) {
		var before []Block
		for k, c := range cleaners {
			var p Page
			c.Clean(&p, text)
			for i := range p.Blocks {
				gone := p.Blocks[i].Rule != Kept
				if k > 0 && before[i].Rule != Kept && !gone {
					t.Errorf("%s: %v keeps line %d, %v does not", name, c.options.Level, p.Blocks[i].Line, cleaners[k-1].options.Level)
				}
				if gone {
					removed[k]++
				}
			}
			before = p.Blocks
		}
	}
	if removed[0] >= removed[2] {
		t.Errorf("lines removed by gentle, normal, strict: %d", removed)
	}
	if _, err := ParseLevel("harsh"); err == nil {
		t.Error("harsh is a level")
	}
}

// TestModelLeavesAlone has texts that are no pages, or none with furniture.
func TestModelLeavesAlone(t *testing.T) {
	c := newCleaner(t, Options{})
	for name, text := range map[string]string{
		"poem": "The harbour sleeps beneath its lamps,\nthe tide forgets the hour,\nand all the masts are leaning in\nlike reeds beneath a shower.\n\n" +
			"A ferry hums, a gull complains,\na window shuts, then two,\nthe baker lifts his iron blind\nand lets the morning through.\n\n" +
			"The pilot counts his buoys again,\nthe cook counts loaves of bread,\nand I count every step I take\nfrom kitchen door to bed.\n",
		"recipe": "Soupe de lentilles au cumin\n\nIngrédients\n\n- 250 g de lentilles vertes\n- 2 carottes\n- 1 oignon\n- 1 cuillère à café de cumin\n- sel\n\n" +
			"Rincez les lentilles et couvrez-les de trois fois leur volume d'eau froide, sans les saler, puis portez à ébullition.\n\n" +
			"Ajoutez l'oignon et les carottes en dés, laissez cuire vingt-cinq minutes à feu doux, et salez seulement à la fin.\n\n" +
			"Mixez la moitié de la soupe, remettez-la dans la casserole avec le cumin, et servez avec un filet d'huile d'olive.\n",
		"code": "The function below reads a line and gives its length, which is all the example needs to show how the buffer grows.\n\n" +
			"func length(r *bufio.Reader) (int, error) {\n\tline, err := r.ReadString('\\n')\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\treturn len(line), nil\n}\n\n" +
			"Call it once for each line and stop when it returns io.EOF; any other error is one of the disk and should be told to the user.\n",
	} {
		var p Page
		c.Clean(&p, []byte(text))
		for i := range p.Blocks {
			if b := &p.Blocks[i]; b.Rule != Kept {
				t.Errorf("%s: %s removes %q (%.2f)", name, c.Rules()[b.Rule].Name, b.Text, b.Probability())
			}
		}
	}
}

// TestWeights asks whether explanations are there when asked for, and only
// then.
func TestWeights(t *testing.T) {
	text := pagesOf(t)["../testdata/pages/de-news-player-ad.txt"]
	for _, weigh := range []bool{true, false} {
		c := newCleaner(t, Options{Weigh: weigh})
		var p Page
		c.Clean(&p, text)
		weights := p.Weights(len(p.Blocks)/2, 3)
		if (len(weights) == 3) != weigh {
			t.Errorf("weigh %t: %v", weigh, weights)
		}
		for k := 1; k < len(weights); k++ {
			if abs(weights[k].Score) > abs(weights[k-1].Score) {
				t.Errorf("not the heaviest first: %v", weights)
			}
		}
	}
}

func FuzzParseModel(f *testing.F) {
	f.Add(shippedModel)
	f.Add([]byte(modelMagic))
	c := Columns{}
	c.reset(9)
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseModel(data)
		if err != nil {
			return
		}
		scores := make([]int32, c.Lines)
		m.First.Score(&c, scores)
		m.Second.Score(&c, scores)
		if again := m.AppendBinary(nil); !bytes.Equal(again, data) {
			t.Errorf("%d bytes become %d", len(data), len(again))
		}
	})
}
