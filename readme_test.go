package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the rules table of the README")

// rulesTable is the README's table, made from what the program prints.
func rulesTable(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| rule | looks at | removes or mends |\n| --- | --- | --- |\n")
	for _, line := range strings.Split(strings.TrimSpace(run(t, "", "rules", "list")), "\n") {
		name, rest, _ := strings.Cut(line, " ")
		kind, doc, ok := strings.Cut(strings.TrimSpace(rest), " ")
		if !ok {
			t.Fatalf("rules list prints %q", line)
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, kind, strings.TrimSpace(doc))
	}
	return b.String()
}

func TestReadmeRules(t *testing.T) {
	const start, end = "-update -->\n", "<!-- /rules -->"
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	from := strings.Index(readme, start)
	to := strings.Index(readme, end)
	if from < 0 || to < from {
		t.Fatal("the README has no marks for the rules table")
	}
	from += len(start)
	if readme[from:to] == rulesTable(t) {
		return
	}
	if !*update {
		t.Fatal("the rules table of the README is out of date: go test . -run TestReadmeRules -update")
	}
	if err := os.WriteFile("README.md", []byte(readme[:from]+rulesTable(t)+readme[to:]), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The page on the README's first screen becomes what stands beside it.
func TestReadmeExample(t *testing.T) {
	before := `S'abonner
Se connecter
Accueil / Région / Le marché couvert rouvre

Le marché couvert rouvre au printemps
Publié le 12 mars 2024 • Temps de lecture : 2 min

Les cent vingt étals seront attribués par tirage au sort, a annoncÃ© jeudi la mairie.
Lire aussi : Le port, un an après
« Nous l’attendions depuis dix ans », dit une riveraine.
Partager sur Facebook
© 2024 Le Courrier du Port. Tous droits réservés.
`
	after := `Le marché couvert rouvre au printemps

Les cent vingt étals seront attribués par tirage au sort, a annoncé jeudi la mairie.
« Nous l’attendions depuis dix ans », dit une riveraine.
`
	if got := run(t, before); got != after {
		t.Errorf("the README's page becomes\n%s", got)
	}
}
