using Grpc.Core;
using TechTransfer.LocalHost.Worker.Messages;

namespace TechTransfer.LocalHost.Worker;

internal sealed class FunctionRpcService(Func<string, WorkerChannel?> channelOf) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context
    )
    {
        if (!await requestStream.MoveNext(context.CancellationToken))
            return;
        if (requestStream.Current.StartStream is not { } start || channelOf(start.WorkerId) is not { } channel)
            return;
        try
        {
            await channel.ServeAsync(requestStream, responseStream, context.CancellationToken);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or Grpc.Core.RpcException)
        {
            // The worker has disconnected; its channel has already failed everything that waits for it.
        }
    }
}
