package meeting

import (
	"net"
	"net/url"
	"strings"

	"sentier/internal/config"
)

// mumblePort is where Mumble answers unless an address says otherwise.
const mumblePort = "64738"

// Door is what is asked whether a room is there, as fetch reads it: its web page, or of Mumble its port.
func Door(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "mumble" {
		return address
	}
	port := u.Port()
	if port == "" {
		port = mumblePort
	}
	return "tcp://" + net.JoinHostPort(u.Hostname(), port)
}

// Doors are those of rooms, each once.
func Doors(rooms []config.Room) []string {
	var all []string
	known := map[string]bool{}
	for _, r := range rooms {
		if door := Door(r.Address); !known[door] {
			known[door] = true
			all = append(all, door)
		}
	}
	return all
}

// Entry is the link that leads into a room: of Mumble with the version of the protocol, which its clients want to be
// told. It never holds a password.
func Entry(r config.Room) string {
	if strings.HasPrefix(r.Address, "mumble://") {
		return r.Address + "?version=1.2.0"
	}
	return r.Address
}

// Turn is the room of a turn among some that take turns, and whether another was skipped for it that is not there. Where
// none is there, it is the one whose turn it is. There must be one.
func Turn(rooms []config.Room, turn int, dead func(config.Room) bool) (room config.Room, skipped bool) {
	n := len(rooms)
	first := (turn%n + n) % n
	for i := range n {
		if r := rooms[(first+i)%n]; !dead(r) {
			return r, i > 0
		}
	}
	return rooms[first], false
}

// Of are the rooms of a module, or of the whole site where both are empty. A module has an id and a slug.
func Of(rooms []config.Room, id, slug string) []config.Room {
	var own []config.Room
	for _, r := range rooms {
		if of(r.Module, id, slug) {
			own = append(own, r)
		}
	}
	return own
}

func of(module, id, slug string) bool {
	return module == id || module == slug
}
