package store

import (
	"context"
	"fmt"
	"time"

	"sentier/internal/account"
)

const settings = `
select name, value
from setting`

// Settings are what the host set while the site runs, as JSON by name.
func (s *Store) Settings(ctx context.Context) (map[string]string, error) {
	rows, err := s.read().QueryContext(ctx, settings)
	if err != nil {
		return nil, asFault(fmt.Errorf("read settings: %w", err))
	}
	type pair struct{ name, value string }
	all, err := collect(rows, "read settings", func(row scanner) (pair, error) {
		var p pair
		err := row.Scan(&p.name, &p.value)
		return p, err
	})
	set := make(map[string]string, len(all))
	for _, p := range all {
		set[p.name] = p.value
	}
	return set, asFault(err)
}

const (
	upsertSetting = `
insert into setting (name, value, changed)
values ($1, $2, $3)
on conflict (name) do update set value = excluded.value, changed = excluded.changed`
	deleteSetting = `delete from setting where name = $1`
)

// SetSetting keeps a setting, or forgets it where value is empty: then the configuration holds again. The generation
// "settings" grows with it.
func (s *Store) SetSetting(ctx context.Context, name, value string, at time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error { return setSetting(ctx, tx, name, value, at) })
}

// ChangeSettings is SetSetting for several at once, with a line in the log for each, in their order.
func (s *Store) ChangeSettings(ctx context.Context, values map[string]string, log []account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		for _, a := range log {
			if err := setSetting(ctx, tx, a.Subject, values[a.Subject], a.At); err != nil {
				return err
			}
			if err := logAction(ctx, tx, a); err != nil {
				return err
			}
		}
		return nil
	})
}

func setSetting(ctx context.Context, tx tx, name, value string, at time.Time) error {
	if _, err := raise(ctx, tx, settingsGeneration); err != nil {
		return err
	}
	var err error
	if value == "" {
		_, err = tx.ExecContext(ctx, deleteSetting, name)
	} else {
		_, err = tx.ExecContext(ctx, upsertSetting, name, storable(value), millis(at))
	}
	if err != nil {
		return fmt.Errorf("keep setting %s: %w", name, err)
	}
	return nil
}
