package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The base protocol: JSON-RPC 2.0, each message after a header as in HTTP.

// The bounds of what an editor may send.
const (
	maxHeader  = 4 << 10  // bytes of a header
	maxMessage = 64 << 20 // bytes of a message
)

type message struct {
	ID     json.RawMessage `json:"id"` // nil: a notification
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

type responseError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// The codes of errors.
const (
	parseError     = -32700
	invalidRequest = -32600
	methodNotFound = -32601
	invalidParams  = -32602
	internalError  = -32603
	notInitialized = -32002
)

// recoverable is a message that cannot be read, after which the next one can.
type recoverable struct{ error }

func isRecoverable(err error) bool { return errors.As(err, new(recoverable)) }

type reader struct{ in *bufio.Reader }

func newReader(in io.Reader) *reader { return &reader{bufio.NewReaderSize(in, maxHeader)} }

// next reads one message. Its error is io.EOF where the editor has closed.
func (r *reader) next() (message, error) {
	length, err := r.header()
	if err != nil {
		return message{}, err
	}
	var body bytes.Buffer // it grows with what comes, not with what is promised
	if n, err := io.CopyN(&body, r.in, length); err != nil {
		return message{}, fmt.Errorf("a message of %d bytes ends after %d: %w", length, n, err)
	}
	var m message
	if err := json.Unmarshal(body.Bytes(), &m); err != nil {
		return message{}, recoverable{fmt.Errorf("a message is no JSON-RPC: %w", err)}
	}
	if string(m.ID) == "null" {
		m.ID = nil
	}
	return m, nil
}

// header reads the lines before a message and gives its length.
func (r *reader) header() (int64, error) {
	length, read := int64(-1), 0
	for {
		line, err := r.in.ReadSlice('\n')
		if read += len(line); err == io.EOF && read == 0 {
			return 0, io.EOF
		}
		if err != nil || read > maxHeader {
			return 0, fmt.Errorf("a header is cut, or longer than %d bytes", maxHeader)
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			break
		}
		name, value, found := strings.Cut(text, ":")
		if !found {
			return 0, fmt.Errorf("%.40q is no header", text)
		}
		if strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			if length, err = strconv.ParseInt(strings.TrimSpace(value), 10, 64); err != nil || length < 0 || length > maxMessage {
				return 0, fmt.Errorf("%.40q is no length up to %d", value, maxMessage)
			}
		}
	}
	if length < 0 {
		return 0, errors.New("a header has no Content-Length")
	}
	return length, nil
}

// bufferedWriter holds what is to be said until flush.
type bufferedWriter struct {
	to      io.Writer
	pending bytes.Buffer
}

func (w *bufferedWriter) message(v any) {
	body, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("lsp: an answer cannot be written: %v", err)) // it is made of plain fields
	}
	fmt.Fprintf(&w.pending, "Content-Length: %d\r\n\r\n", len(body))
	w.pending.Write(body)
}

func (w *bufferedWriter) flush() error {
	defer w.pending.Reset()
	_, err := w.to.Write(w.pending.Bytes())
	return err
}
