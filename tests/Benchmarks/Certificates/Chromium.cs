using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace TechTransfer.Benchmarks.Certificates;

/// <summary>
/// Headless Chromium that stays open and prints pages through its debugging protocol, which is the fastest way to use it.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly ClientWebSocket socket = new();
    private int last;

    private Chromium(Process process, string folder) => (this.process, this.folder) = (process, folder);

    public static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .SelectMany(f => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(f, name)))
            .FirstOrDefault(File.Exists);

    public static async Task<Chromium> StartAsync(string program)
    {
        var folder = Directory.CreateTempSubdirectory("chromium").FullName;
        var start = new ProcessStartInfo(
            program,
            [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-extensions",
                "--allow-file-access-from-files",
                "--remote-debugging-port=0",
                $"--user-data-dir={folder}",
                "about:blank",
            ]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var browser = new Chromium(process, folder);
        var portFile = Path.Combine(folder, "DevToolsActivePort");
        for (var i = 0; !File.Exists(portFile); i++)
        {
            if (i == 300 || process.HasExited)
                throw new InvalidOperationException("Chromium did not start.");
            await Task.Delay(100);
        }
        await Task.Delay(200);
        var port = (await File.ReadAllLinesAsync(portFile))[0];
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json")))!.AsArray();
        await browser.socket.ConnectAsync(
            new Uri((string)pages.First(p => (string?)p!["type"] == "page")!["webSocketDebuggerUrl"]!),
            default
        );
        await browser.CallAsync("Page.enable", []);
        return browser;
    }

    public async Task<byte[]> PrintAsync(SamplePage page)
    {
        var file = Path.Combine(folder, "page.html");
        await File.WriteAllTextAsync(file, Html(page));
        await CallAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        await CallAsync(
            "Runtime.evaluate",
            new()
            {
                ["expression"] =
                    $"new Promise(done => {{ const look = () => document.readyState === 'complete' && document.title === '{page.Number}' ? document.fonts.ready.then(done) : setTimeout(look, 1); look(); }})",
                ["awaitPromise"] = true,
            }
        );
        var printed = await CallAsync("Page.printToPDF", new() { ["printBackground"] = true, ["preferCSSPageSize"] = true });
        var pdf = Convert.FromBase64String((string)printed["data"]!);
        // A page printed before its fonts have loaded is small and fast, but would not be a fair comparison.
        if (pdf.Length < 20_000)
            throw new InvalidOperationException($"Chromium printed {pdf.Length} bytes only.");
        return pdf;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A Chromium process may still be writing; a leftover in the temporary folder does no harm.
        }
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        var id = ++last;
        var message = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };
        await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, default);
        var buffer = new byte[1 << 16];
        while (true)
        {
            using var text = new MemoryStream();
            WebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer, default);
                text.Write(buffer, 0, received.Count);
            } while (!received.EndOfMessage);
            var answer = JsonNode.Parse(text.ToArray())!;
            if ((int?)answer["id"] != id)
                continue;
            return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]}");
        }
    }

    private static string Html(SamplePage page)
    {
        static string Text(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);
        var path = new StringBuilder();
        for (var y = 0; y < page.Qr.Count; y++)
        {
            for (var x = 0; x < page.Qr[y].Length; x++)
            {
                if (page.Qr[y][x] == '1')
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return $$"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{page.Number}}</title><style>
            @font-face{font-family:S;src:url("{{new Uri(page.Regular).AbsoluteUri}}")}
            @font-face{font-family:S;font-weight:700;src:url("{{new Uri(page.Bold).AbsoluteUri}}")}
            @page{size:A4;margin:25mm 27mm} body{font:10.5pt/1.25 S;color:#1F2A37;margin:0} h1{text-align:center;font-size:26pt;color:#8A1C1C;letter-spacing:.12em;margin:0}
            .en{text-align:center;font-size:9.5pt;color:#6B7280} .head{display:flex;justify-content:space-between;border-top:.8pt solid #C8B89A;margin-top:14pt;padding-top:6pt}
            table{width:100%;border-collapse:collapse;margin:16pt 0} td{border:.5pt solid #C8B89A;padding:7pt 8pt} td:first-child{width:27mm;background:#FAF6EE} small{display:block;font-size:6.8pt;color:#6B7280}
            .foot{display:flex;gap:5mm;margin-top:30pt} .foot p{margin:0} .issuer{margin-left:auto;text-align:right;font-weight:700}
            </style></head><body><h1>{{Text(page.Title)}}</h1><p class="en">{{Text(page.English)}}</p>
            <div class="head"><span>证明编号　<b>{{Text(page.Number)}}</b></span><span>合同登记编号　<b>{{Text(
                page.Registration
            )}}</b></span></div>
            <table>{{string.Concat(
                page.Rows.Select(r => $"<tr><td>{Text(r.Zh)}<small>{Text(r.En)}</small></td><td>{Text(r.Value)}</td></tr>")
            )}}</table>
            <p>{{Text(page.Statement)}}</p>
            <div class="foot"><svg width="30mm" height="30mm" viewBox="0 0 {{page.Qr.Count}} {{page.Qr.Count}}"><path d="{{path}}"/></svg>
            <div><p>扫码核验真伪和现行状态</p><p>Scan to verify</p><p>核验码</p><p>{{Text(page.Code)}}</p></div>
            <div class="issuer"><p>登记机构</p><p>{{Text(page.Issuer)}}</p><p>{{Text(page.Day)}}</p></div></div></body></html>
            """;
    }
}
