using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Commands;

/// <summary>The request body could not be read to its end: the connection broke, the client was too slow, or the framing was wrong. The
/// client's fault, whichever exception the server throws.</summary>
internal sealed class UnreadableBodyException(Exception fault) : IOException("The request's body could not be read.", fault)
{
    public bool IsTooLarge => InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge };
}

/// <summary>Wraps a request's body so that failures of reading it are not mistaken for other I/O failures.</summary>
internal sealed class IncomingBody(Stream body) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ConnectionResetException))
        {
            throw new UnreadableBodyException(fault);
        }
        finally
        {
            // A slow client takes no time from the storage.
            StorageDeadline.Extend(Stopwatch.GetElapsedTime(start));
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
