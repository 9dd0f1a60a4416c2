package lang

import (
	"strings"
	"testing"
)

// sharing are the forms of one word; each line has one stem.
var sharing = map[string]string{
	"fr": `
permission permissions
utilisateur utilisateurs utilisatrice utilisatrices
réseau réseaux reseau reseaux RÉSEAUX
cheval chevaux
journal journaux
libre libres
média médias media
social sociaux sociale sociales
local locaux locale locales
légal légaux légale légales
plateforme plateformes
donnée données donnees
sécurité securite
privé privée privés privées prive
public publics publique publiques
logiciel logiciels logicielle logicielles
personnel personnelle personnels personnelles
citoyen citoyenne citoyens citoyennes
européen européenne européens européennes
français française françaises francais
anglais anglaise anglaises
serveur serveurs serveuse
acteur acteurs actrice actrices
auteur auteurs autrice autrices auteure auteures
directeur directrice directeurs directrices
heureux heureuse heureuses
nombreux nombreuse nombreuses
premier première premiers premières premiere
complet complète complets complètes
actif active actifs actives
page pages
jeu jeux
lieu lieux
travail travaux
outil outils
cookie cookies
ordinateur ordinateurs
algorithme algorithmes
publicité publicités publicite
nouveau nouveaux nouvelle nouvelles nouvel
protocole protocoles
fichier fichiers
loi lois
cours cours
virus virus
vidéo vidéos
adresse adresses
utilisé utilisée utilisés utilisées
créé créée créés créées
majeur majeure majeurs majeures
précis précise précises
divers diverse diverses
long longue longues
noyau noyaux
neutre neutres
fournisseur fournisseurs
mot mots
clé clés
idée idées
`,
	"en": `
network networks
cookie cookies
policy policies
company companies
box boxes
cache caches
search searches
address addresses
access access
process processes
child children
person people persons
virus viruses
status statuses
user users
Server servers
tie ties
page pages
size sizes
house houses
index indices
analysis analyses
movie movies
browser browsers
licence licences
key keys
`,
}

// apart are words that look alike and are not; no two of a line share a stem.
var apart = map[string]string{
	"fr": `
permission permis
organe organisation
université univers
poste post postal
HTTP HTTPS
course cours cour
mail mal
réseau réseautage
port porte portail
compte comte
page paysage
info informatique
taux tal
personne personnel
serveur serviette
libre libraire
média médiation
loi loisir
commun communication
donnée don
moteur motif
code codage
acteur action
temps tempête
`,
	"en": `
new news
univers universe university
organ organisation
process procession
access accession
user use
port portal
media median
window windows
address addiction
bus busy
`,
}

func TestStemsShared(t *testing.T) {
	for tag, table := range sharing {
		for line := range strings.Lines(table) {
			words := strings.Fields(line)
			for i := range words {
				if got, want := Stem(tag, words[i]), Stem(tag, words[0]); got != want {
					t.Errorf("%s: %s is %q, %s is %q: want one stem", tag, words[i], got, words[0], want)
				}
			}
		}
	}
}

func TestStemsApart(t *testing.T) {
	for tag, table := range apart {
		for line := range strings.Lines(table) {
			seen := map[string]string{}
			for _, w := range strings.Fields(line) {
				s := Stem(tag, w)
				if other, ok := seen[s]; ok {
					t.Errorf("%s: %s and %s share %q: want two stems", tag, w, other, s)
				}
				seen[s] = w
			}
		}
	}
}

func TestStemLeaves(t *testing.T) {
	for _, w := range []string{"ipv6", "https", "dns", "web3s", "", "es", "сеть", "l's"} {
		for _, tag := range []string{"fr", "en", "de"} {
			if got := Stem(tag, w); got != w {
				t.Errorf("Stem(%s, %q) = %q, want it left", tag, w, got)
			}
		}
	}
	if got := Stem("de", "Häuser"); got != "hauser" {
		t.Errorf("German is folded only, got %q", got)
	}
}

// TestStemForgives: who types without accents, or in capitals, finds as much.
func TestStemForgives(t *testing.T) {
	for tag, table := range sharing {
		for w := range strings.FieldsSeq(table) {
			if Stem(tag, w) != Stem(tag, Fold(w)) || Stem(tag, w) != Stem(tag, strings.ToUpper(w)) {
				t.Errorf("%s: %s, folded or in capitals, has another stem", tag, w)
			}
		}
	}
}
