using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TechTransfer.LocalHost.Settings;
using TechTransfer.LocalHost.Worker.Messages;

namespace TechTransfer.LocalHost.Worker;

/// <summary>An invocation failed, timed out, or lost its worker.</summary>
/// <param name="message">The reason, as a sentence.</param>
/// <param name="isAnswer">True when the worker reported the failure; it then ends the HTTP response of the call too.</param>
public sealed class InvocationException(string message, bool isAnswer = false) : Exception(message)
{
    public bool IsAnswer => isAnswer;
}

/// <summary>The gRPC conversation with one worker.</summary>
/// <param name="log">Receives each log record of the worker with the name of the running function; null outside functions.</param>
internal sealed class WorkerChannel(string workerId, Action<RpcLog, string?> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> questions = new();
    private readonly ConcurrentDictionary<string, (string Function, TaskCompletionSource<InvocationResponse> Answer)> invocations = new();
    private readonly Dictionary<string, string> notLoaded = [];
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? ended;

    public string WorkerId { get; } = workerId;

    /// <summary>Address of the worker's web server, from its announcement; null before that.</summary>
    public Uri? HttpAddress { get; private set; }

    public bool IsReady => ready.Task.IsCompletedSuccessfully && ended is null;

    public async Task ServeAsync(
        IAsyncStreamReader<StreamingMessage> reader,
        IServerStreamWriter<StreamingMessage> writer,
        CancellationToken cancellation
    )
    {
        connected.TrySetResult();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = SendAllAsync(writer, over.Token);
        try
        {
            await Task.WhenAny(ReceiveAllAsync(reader, over.Token), sending);
        }
        finally
        {
            await over.CancelAsync();
            End("The worker has gone.");
        }
    }

    /// <summary>Waits for the worker to connect, initialises it and loads its functions.</summary>
    /// <returns>All functions of the app. Calls of a function that cannot be loaded fail; the others run.</returns>
    public async Task<IReadOnlyList<RpcFunctionMetadata>> InitialiseAsync(
        string folder,
        Func<string, bool> isDisabled,
        CancellationToken cancellation
    )
    {
        await connected.Task.WaitAsync(Patience, cancellation);
        var init = new WorkerInitRequest
        {
            HostVersion = "4.1037.0",
            WorkerDirectory = folder,
            FunctionAppDirectory = folder,
        };
        init.Capabilities["MultiStream"] = "10";
        var initialised = (await AskAsync(new() { WorkerInitRequest = init }, cancellation)).WorkerInitResponse;
        if (FailureOf(initialised.Result) is { } refused)
            throw new StartException($"The worker did not start: {refused}");
        HttpAddress = initialised.Capabilities.TryGetValue("HttpUri", out var address) ? new(address) : null;
        var described = (
            await AskAsync(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } }, cancellation)
        ).FunctionMetadataResponse;
        if (FailureOf(described.Result) is { } unknown)
            throw new StartException($"The worker does not tell its functions: {unknown}");
        RpcFunctionMetadata[] functions = [.. described.FunctionMetadataResults.Where(f => !isDisabled(f.Name))];
        foreach (var function in functions)
        {
            var load = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
            var answer = (await AskAsync(new() { FunctionLoadRequest = load }, cancellation)).FunctionLoadResponse;
            if (FailureOf(answer.Result) is not { } failure)
                continue;
            notLoaded[function.FunctionId] = $"The function {function.Name} cannot be loaded: {failure}";
            Complain(notLoaded[function.FunctionId]);
        }
        ready.TrySetResult();
        return functions;
    }

    /// <summary>Runs a function. Cancellation is passed on to the worker, but its answer is still awaited.</summary>
    /// <exception cref="InvocationException">The function failed, ran too long, or its worker has gone.</exception>
    public async Task InvokeAsync(string function, InvocationRequest request, TimeSpan timeout, CancellationToken cancellation)
    {
        await ready.Task;
        if (notLoaded.TryGetValue(request.FunctionId, out var reason))
            throw new InvocationException(reason);
        var id = request.InvocationId;
        var answer = new TaskCompletionSource<InvocationResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        invocations[id] = (function, answer);
        try
        {
            Send(new() { InvocationRequest = request });
            if (ended is { } gone)
                throw new InvocationException(gone);
            using var cancelled = cancellation.UnsafeRegister(_ => Cancel(id), null);
            var response = await answer.Task.WaitAsync(timeout, CancellationToken.None);
            if (FailureOf(response.Result) is { } failure)
                throw new InvocationException(failure, isAnswer: true);
        }
        catch (TimeoutException)
        {
            Cancel(id);
            var tooLong = $"The function {function} ran longer than {timeout} (functionTimeout of {HostFile.Name}).";
            Complain(tooLong);
            throw new InvocationException(tooLong);
        }
        finally
        {
            invocations.TryRemove(id, out _);
        }
    }

    public void Terminate(TimeSpan grace) => Send(new() { WorkerTerminate = new() { GracePeriod = Duration.FromTimeSpan(grace) } });

    public void End(string reason)
    {
        ended = reason;
        outgoing.Writer.TryComplete();
        connected.TrySetException(new StartException(reason));
        ready.TrySetException(new InvocationException(reason));
        foreach (var question in questions.Values)
            question.TrySetException(new StartException(reason));
        foreach (var invocation in invocations.Values)
            invocation.Answer.TrySetException(new InvocationException(reason));
    }

    private void Complain(string message) =>
        log(
            new()
            {
                Level = RpcLog.Types.Level.Error,
                Category = "Host",
                Message = message,
            },
            null
        );

    private void Cancel(string invocation) => Send(new() { InvocationCancel = new() { InvocationId = invocation } });

    private void Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    private async Task<StreamingMessage> AskAsync(StreamingMessage question, CancellationToken cancellation)
    {
        question.RequestId = Guid.NewGuid().ToString();
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        questions[question.RequestId] = answer;
        Send(question);
        if (ended is { } gone)
            throw new StartException(gone);
        try
        {
            return await answer.Task.WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            throw new StartException($"The worker did not answer {question.ContentCase} within {Patience.TotalSeconds} seconds.");
        }
        finally
        {
            questions.TryRemove(question.RequestId, out _);
        }
    }

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> writer, CancellationToken cancellation)
    {
        await foreach (var message in outgoing.Reader.ReadAllAsync(cancellation))
            await writer.WriteAsync(message, cancellation);
    }

    private async Task ReceiveAllAsync(IAsyncStreamReader<StreamingMessage> reader, CancellationToken cancellation)
    {
        await foreach (var message in reader.ReadAllAsync(cancellation))
        {
            switch (message.ContentCase)
            {
                case StreamingMessage.ContentOneofCase.RpcLog:
                    log(message.RpcLog, invocations.TryGetValue(message.RpcLog.InvocationId, out var running) ? running.Function : null);
                    break;
                case StreamingMessage.ContentOneofCase.InvocationResponse:
                    if (invocations.TryGetValue(message.InvocationResponse.InvocationId, out var invocation))
                        invocation.Answer.TrySetResult(message.InvocationResponse);
                    break;
                default:
                    if (questions.TryGetValue(message.RequestId, out var question))
                        question.TrySetResult(message);
                    break;
            }
        }
    }

    // The worker may omit the result of a successful invocation.
    private static string? FailureOf(StatusResult? result) =>
        result switch
        {
            null or { Status: StatusResult.Types.Status.Success } => null,
            { Status: StatusResult.Types.Status.Cancelled } => "It was cancelled.",
            { Exception: { } exception } => exception.Message,
            _ => result.Result is { Length: > 0 } text ? text : "It gives no reason.",
        };
}
