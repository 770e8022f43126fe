using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.Hosting.Commands;

/// <summary>The body of a request could not be read to its end: cut off, too slow, or framed wrongly. The caller's, whatever the server
/// calls it.</summary>
internal sealed class UnreadableBodyException(Exception fault) : IOException("The request's body could not be read.", fault)
{
    /// <summary>True when the server cut the body off at its limit.</summary>
    public bool IsTooLarge => InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge };
}

/// <summary>A request's body: what fails in reading it is told from what fails elsewhere.</summary>
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
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ConnectionResetException))
        {
            throw new UnreadableBodyException(fault);
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
