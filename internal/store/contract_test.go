package store_test

import (
	"testing"

	"sentier/internal/store"
	"sentier/internal/store/storetest"
)

func TestContract(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T) *store.Store { return open(t, engine.database(t)) })
		})
	}
}
