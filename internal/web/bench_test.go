package web

import (
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/valyala/fasthttp"
)

// BenchmarkLessonPage is the lesson page in process, without a socket, against net/http that writes the same
// prepared bytes: how much of a request is ours.
func BenchmarkLessonPage(b *testing.B) {
	cfg := complete(b, Config{})
	s := New(cfg)
	for name, headers := range map[string][]string{
		"public":  {"Accept-Encoding", "gzip, deflate, br"},
		"comfort": {"Accept-Encoding", "gzip, deflate, br", "Cookie", "comfort=size:large.theme:dark"},
		"304":     {"Accept-Encoding", "gzip", "If-None-Match", "*"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var ctx fasthttp.RequestCtx
			var request fasthttp.Request
			request.SetRequestURI(lessonPath)
			request.Header.SetHost("a")
			for i := 0; i < len(headers); i += 2 {
				request.Header.Set(headers[i], headers[i+1])
			}
			ctx.Init(&request, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, nil)
			for b.Loop() {
				ctx.Response.Reset()
				s.front(&ctx)
				if ctx.Response.StatusCode() >= 400 {
					b.Fatal(ctx.Response.StatusCode())
				}
			}
		})
	}
}

// BenchmarkOverLoopback is the same with sockets and keep-alive, against net/http serving the same bytes.
func BenchmarkOverLoopback(b *testing.B) {
	settings := complete(b, Config{})
	gz := settings.Snapshot.Load().Page(lessonPath).Body(1, nil)
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(gz)
	})}
	served := make(chan error, 1)
	go func() { served <- server.Serve(plain) }()
	b.Cleanup(func() { server.Close(); <-served })
	for name, address := range map[string]string{"sentier": serve(b, settings), "net-http": plain.Addr().String()} {
		b.Run(name, func(b *testing.B) {
			client := &fasthttp.HostClient{Addr: address, MaxConns: 64, ReadTimeout: 5 * time.Second}
			b.SetParallelism(16)
			b.RunParallel(func(pb *testing.PB) {
				request, answer := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
				request.SetRequestURI("http://" + address + lessonPath)
				request.Header.Set("Accept-Encoding", "gzip")
				for pb.Next() {
					if err := client.Do(request, answer); err != nil || answer.StatusCode() != 200 {
						b.Error(err, answer.StatusCode())
						return
					}
					_, _ = io.Discard.Write(answer.Body())
				}
			})
		})
	}
}
