package dev.tributary.models.encoder.convert;

import dev.tributary.models.encoder.directory.Pooling;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a BERT encoder as TorchScript source: token ids and attention mask in, one unit vector per text out. */
final class BertScript {
    private static final String FORWARD = """
              def forward(self: __torch__.Encoder, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
            """;

    /**
     * Weights on a GPU stay as they are. The first text is encoded by one thread, before others may. After the embedding, with which libtorch
     * learns how many threads it may have.
     */
    private static final String PACK_ONCE = """
                if torch.__not__(ops.prim.is_mkldnn(self.l0_qkv_w)):
                  if torch.__not__(ops.prim.is_cuda(self.l0_qkv_w)):
                    (self).pack()
                  else:
                    pass
                else:
                  pass
            """;

    private static final String EMBEDDING = """
                B = torch.size(input_ids, 0)
                S = torch.size(input_ids, 1)
                word = torch.embedding(self.word, input_ids)
                position = torch.slice(self.position, 0, 0, S, 1)
                sum = torch.add(torch.add(word, self.type), position)
                h0 = torch.layer_norm(sum, [%1$d], self.embedding_norm_w, self.embedding_norm_b, %2$s)
                mask = torch.unsqueeze(torch.unsqueeze(torch.to(attention_mask, 11), 1), 2)
            """;

    /** {@code %7$s} multiplies by a matrix and adds a bias, {@code %8$s} and {@code %9$s} around it apply GELU. */
    private static final String LAYER = """
                a%1$d = torch.view(%7$s(h%1$d, self.l%1$d_qkv_w, self.l%1$d_qkv_b), [B, S, 3, %5$d, %6$d])
                b%1$d = torch.permute(a%1$d, [2, 0, 3, 1, 4])
                c%1$d = torch.scaled_dot_product_attention(torch.select(b%1$d, 0, 0), torch.select(b%1$d, 0, 1), torch.select(b%1$d, 0, 2), mask)
                d%1$d = torch.reshape(torch.permute(c%1$d, [0, 2, 1, 3]), [B, S, %3$d])
                e%1$d = torch.add(%7$s(d%1$d, self.l%1$d_mix_w, self.l%1$d_mix_b), h%1$d)
                f%1$d = torch.layer_norm(e%1$d, [%3$d], self.l%1$d_mix_norm_w, self.l%1$d_mix_norm_b, %4$s)
                g%1$d = %8$s(f%1$d, self.l%1$d_up_w, self.l%1$d_up_b)%9$s
                i%1$d = torch.add(%7$s(g%1$d, self.l%1$d_down_w, self.l%1$d_down_b), f%1$d)
                h%2$d = torch.layer_norm(i%1$d, [%3$d], self.l%1$d_down_norm_w, self.l%1$d_down_norm_b, %4$s)
            """;

    private static final String MEAN = """
                weight = torch.to(attention_mask, 6)
                total = torch.sum(torch.mul(h%1$d, torch.unsqueeze(weight, 2)), [1])
                pooled = torch.div(total, torch.sum(weight, [1], True))
            """;

    private static final String CLS = """
                pooled = torch.select(h%1$d, 1, 0)
            """;

    private static final String TAIL = """
                return torch.div(pooled, torch.linalg_vector_norm(pooled, 2, [1], True))
            """;

    private static final String LINEAR = """
              def linear(self: __torch__.Encoder, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                if ops.prim.is_mkldnn(w):
                  y = ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
                else:
                  y = torch.linear(x, w, b)
                return y
              def linear_gelu(self: __torch__.Encoder, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                if ops.prim.is_mkldnn(w):
                  y = ops.mkldnn._linear_pointwise(x, w, b, "gelu", annotate(List[Optional[number]], []), "none")
                else:
                  y = torch.gelu(torch.linear(x, w, b))
                return y
            """;

    private static final String PACK = """
              def pack(self: __torch__.Encoder) -> NoneType:
            """;

    /** Takes the place of the matrix it is made of, so that none is held twice. */
    private static final String PACK_MATRIX = """
                self.l%1$d_%2$s_w = ops.mkldnn._reorder_linear_weight(self.l%1$d_%2$s_w, None)
            """;

    private static final String PACKED = """
                return None
            """;

    private BertScript() {}

    static String source(BertShape shape, Pooling pooling, Kernels kernels, List<Parameter> parameters) {
        boolean packs = kernels == Kernels.ONEDNN;
        var source = new StringBuilder(declarations(parameters)).append(FORWARD);
        String epsilon = Float.toString(shape.epsilon()).replace('E', 'e');
        source.append(EMBEDDING.formatted(shape.hidden(), epsilon)).append(packs ? PACK_ONCE : "");
        String linear = packs ? "(self).linear" : "torch.linear";
        String gelu = packs ? "(self).linear_gelu" : "torch.gelu(torch.linear";
        String end = packs ? "" : ")";
        for (int layer = 0; layer < shape.layers(); layer++) {
            source.append(LAYER.formatted(
                    layer, layer + 1, shape.hidden(), epsilon, shape.heads(), shape.headSize(), linear, gelu, end));
        }
        source.append((pooling == Pooling.MEAN ? MEAN : CLS).formatted(shape.layers()))
                .append(TAIL);
        return packs ? source.append(LINEAR).append(pack(shape)).toString() : source.toString();
    }

    private static String pack(BertShape shape) {
        var source = new StringBuilder(PACK);
        for (int layer = 0; layer < shape.layers(); layer++) {
            int number = layer;
            Stream.of("qkv", "mix", "up", "down")
                    .map(name -> PACK_MATRIX.formatted(number, name))
                    .forEach(source::append);
        }
        return source.append(PACKED).toString();
    }

    private static String declarations(List<Parameter> parameters) {
        return parameters.stream()
                        .map(parameter -> "\"" + parameter.name() + "\", ")
                        .collect(Collectors.joining("", "class Encoder(Module):\n  __parameters__ = [", "]\n"))
                + "  __buffers__ = []\n"
                + parameters.stream()
                        .map(parameter -> "  " + parameter.name() + " : Tensor\n")
                        .collect(Collectors.joining())
                + "  training : bool\n";
    }
}
