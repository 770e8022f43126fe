using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Tests;

public class PipelineTests
{
    [Fact]
    public async Task A_lost_connection_is_tried_again_with_a_new_date_and_signature()
    {
        var wire = new Wire();
        var table = await CreateAsync(wire, TimeSpan.FromSeconds(1.1));
        wire.Seen.Clear();
        wire.FailBefore = 1;

        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(2, wire.Seen.Count);
        Assert.NotEqual(wire.Seen[0].Date, wire.Seen[1].Date);
        Assert.NotEqual(wire.Seen[0].Authorization, wire.Seen[1].Authorization);
        Assert.Equal("r", Assert.Single(await table.QueryAsync<TableEntity>().ToListAsync()).RowKey);
    }

    [Fact]
    public async Task A_busy_service_is_tried_again()
    {
        var wire = new Wire();
        var table = await CreateAsync(wire);
        wire.AnswerBusy = 2;
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]);
        Assert.Equal(0, wire.AnswerBusy);
        Assert.Single(await table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Fact]
    public async Task An_answer_lost_after_the_work_was_done_looks_like_a_conflict()
    {
        var wire = new Wire();
        var table = await CreateAsync(wire);
        wire.FailAfter = 1;
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal(409, refused.Status);

        wire.FailAfter = 1;
        var alsoRefused = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "s"))]));
        Assert.Equal((409, 0), (alsoRefused.Status, alsoRefused.FailedTransactionActionIndex!.Value));
    }

    [Fact]
    public async Task Tries_end_where_the_options_say()
    {
        var wire = new Wire();
        var table = await CreateAsync(wire);
        wire.Seen.Clear();
        wire.FailBefore = int.MaxValue;
        var failed = await Assert.ThrowsAsync<AggregateException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        Assert.All(failed.InnerExceptions, failure => Assert.IsType<RequestFailedException>(failure));
        Assert.Equal(4, wire.Seen.Count);
    }

    [Fact]
    public async Task Policies_see_each_call_and_each_try()
    {
        var (calls, tries) = (new Counter(), new Counter());
        var wire = new Wire();
        var options = Options(wire);
        options.AddPolicy(calls, HttpPipelinePosition.PerCall);
        options.AddPolicy(tries, HttpPipelinePosition.PerRetry);
        var table = (await TestTables.ServiceAsync(options)).GetTableClient(TestTables.NewName());
        wire.AnswerBusy = 1;
        await table.CreateIfNotExistsAsync();
        Assert.Equal((1, 2), (calls.Count, tries.Count));
    }

    [Fact]
    public async Task Requests_say_what_protocol_they_speak()
    {
        var wire = new Wire();
        var table = await CreateAsync(wire);
        wire.Seen.Clear();
        await table.AddEntityAsync(new TableEntity("p", "r"));
        var add = Assert.Single(wire.Seen);
        Assert.Equal(("2020-12-06", "3.0", "return-no-content"), (add.Version, add.DataServiceVersion, add.Prefer));
        Assert.Equal("application/json; odata=minimalmetadata", add.Accept);
        Assert.Matches("^SharedKey(Lite)? devstoreaccount1:", add.Authorization);
    }

    [Fact]
    public async Task A_page_may_be_empty_and_the_query_goes_on()
    {
        var wire = new Wire();
        var table = await CreateAsync(wire);
        await table.AddEntityAsync(new TableEntity("p", "r"));
        wire.AnswerEmptyPages = 2;
        var sizes = new List<int>();
        await foreach (var page in table.QueryAsync<TableEntity>("PartitionKey eq 'p'").AsPages()) sizes.Add(page.Values.Count);
        Assert.Equal([0, 0, 1], sizes);
    }

    [Fact]
    public async Task An_answer_that_is_not_the_services_still_tells_its_status()
    {
        var wire = new Wire { NotTheService = true };
        var table = (await TestTables.ServiceAsync(Options(wire))).GetTableClient(TestTables.NewName());
        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());
        Assert.Equal((407, null), (failed.Status, failed.ErrorCode));
    }

    [Fact]
    public async Task Cancelling_ends_a_call()
    {
        var table = await CreateAsync(new Wire());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.AddEntityAsync(new TableEntity("p", "r"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.QueryAsync<TableEntity>(cancellationToken: cancelled.Token).ToListAsync());
    }

    [Fact]
    public async Task Each_operation_is_a_span()
    {
        var table = await TestTables.CreateAsync();
        var spans = new List<Activity>();
        using var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Azure.Data.Tables.TableClient",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => { if (span.TraceId == root.TraceId) lock (spans) spans.Add(span); },
        };
        ActivitySource.AddActivityListener(listener);

        await table.AddEntityAsync(new TableEntity("p", "r"));
        await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));
        await table.GetEntityIfExistsAsync<TableEntity>("p", "no");

        Assert.Equal(["TableClient.AddEntity", "TableClient.AddEntity", "TableClient.GetEntityIfExists"], spans.Select(span => span.OperationName));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Unset], spans.Select(span => span.Status));
        Assert.Equal("EntityAlreadyExists", spans[1].GetTagItem("error.type"));
    }

    private static async Task<TableClient> CreateAsync(Wire wire, TimeSpan? delay = null)
    {
        var table = (await TestTables.ServiceAsync(Options(wire, delay))).GetTableClient(TestTables.NewName());
        await table.CreateAsync();
        return table;
    }

    private static TableClientOptions Options(Wire wire, TimeSpan? delay = null)
    {
        var options = new TableClientOptions { Transport = new HttpClientTransport(wire) };
        options.Retry.Delay = delay ?? TimeSpan.FromMilliseconds(10);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        return options;
    }

    private sealed class Counter : HttpPipelineSynchronousPolicy
    {
        public int Count { get; private set; }

        public override void OnSendingRequest(HttpMessage message) => Count++;
    }

    private sealed record Sent(string? Date, string? Authorization, string? Version, string? DataServiceVersion, string? Prefer, string? Accept);

    /// <summary>The wire to the real service, cut at will.</summary>
    private sealed class Wire : DelegatingHandler
    {
        public Wire()
            : base(new SocketsHttpHandler())
        {
        }

        public List<Sent> Seen { get; } = [];

        public int FailBefore { get; set; }

        public int FailAfter { get; set; }

        public int AnswerBusy { get; set; }

        public int AnswerEmptyPages { get; set; }

        public bool NotTheService { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add(new(
                Header(request, "x-ms-date"), Header(request, "Authorization"), Header(request, "x-ms-version"),
                Header(request, "DataServiceVersion"), Header(request, "Prefer"), Header(request, "Accept")));
            if (FailBefore > 0)
            {
                FailBefore--;
                throw new HttpRequestException("cut before");
            }
            if (AnswerBusy > 0)
            {
                AnswerBusy--;
                return new(System.Net.HttpStatusCode.ServiceUnavailable) { RequestMessage = request };
            }
            if (NotTheService) return new(System.Net.HttpStatusCode.ProxyAuthenticationRequired) { Content = new StringContent("<html>"), RequestMessage = request };
            if (AnswerEmptyPages > 0 && request.Method == HttpMethod.Get)
            {
                AnswerEmptyPages--;
                var empty = new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent("""{"value":[]}"""), RequestMessage = request };
                empty.Headers.Add("x-ms-continuation-NextPartitionKey", "p");
                empty.Headers.Add("x-ms-continuation-NextRowKey", "a");
                return empty;
            }
            var response = await base.SendAsync(request, cancellationToken);
            if (FailAfter > 0)
            {
                FailAfter--;
                response.Dispose();
                throw new HttpRequestException("cut after");
            }
            return response;
        }

        private static string? Header(HttpRequestMessage request, string name) =>
            request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
    }
}
